package dev.wove.internal.reuse.reflect;

/** How long the instructions of the JVM are. */
final class Instructions {
    static final int ICONST_0 = 3;
    static final int BIPUSH = 16;
    static final int SIPUSH = 17;
    static final int LDC = 18;
    static final int LDC_W = 19;
    static final int ILOAD = 21;
    static final int ILOAD_0 = 26;
    static final int IAND = 126;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int WIDE = 196;
    private static final int IINC = 132;

    // The bytes of each instruction by its opcode, 16 a line; 0 where it depends.
    private static final String LENGTHS = "1111111111111111"
            + "2323322222111111"
            + "1111111111111111"
            + "1111112222211111"
            + "1111111111111111"
            + "1111111111111111"
            + "1111111111111111"
            + "1111111111111111"
            + "1111311111111111"
            + "1111111113333333"
            + "3333333332001111"
            + "1133333335532311"
            + "3311043355";

    private Instructions() {}

    static int opcode(byte[] code, int at) {
        return at < code.length ? code[at] & 0xff : -1;
    }

    static int length(byte[] code, int at) {
        int opcode = opcode(code, at);
        return switch (opcode) {
            case TABLESWITCH ->
                operands(at) + 12 + 4 * (u4(code, at + operands(at) + 8) - u4(code, at + operands(at) + 4) + 1);
            case LOOKUPSWITCH -> operands(at) + 8 + 8 * u4(code, at + operands(at) + 4);
            case WIDE -> opcode(code, at + 1) == IINC ? 6 : 4;
            default -> opcode < 0 || opcode >= LENGTHS.length() ? 1 : LENGTHS.charAt(opcode) - '0';
        };
    }

    /** From the opcode of a switch to its operands, which are aligned. */
    private static int operands(int at) {
        return 4 - at % 4;
    }

    static int u2(byte[] code, int at) {
        return (code[at] & 0xff) << 8 | code[at + 1] & 0xff;
    }

    private static int u4(byte[] code, int at) {
        return u2(code, at) << 16 | u2(code, at + 2);
    }
}
