package dev.wove.internal.reuse.reflect;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class file tells and reflection does not: the order of the methods, which is that of the source, and which
 * parameters of a Kotlin function have default values.
 */
final class ClassFile {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int ACC_STATIC = 0x0008;

    private final Object[] constants;
    /** The code of each method by its name and descriptor, in order; empty where there is none. */
    private final Map<String, byte[]> methods = new LinkedHashMap<>();

    private ClassFile(DataInputStream in) throws IOException {
        in.readInt();
        in.readUnsignedShort();
        in.readUnsignedShort();
        constants = readConstants(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        readMembers(in, false);
        readMembers(in, true);
    }

    /** The class file that {@code type} was loaded from, or null if its class loader does not give it. */
    static @Nullable ClassFile of(Class<?> type) {
        var name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(name)) {
            return in == null ? null : new ClassFile(new DataInputStream(in));
        } catch (IOException e) {
            return null;
        }
    }

    /** Names with descriptors, {@code author(La/b/Post;)La/b/Author;}, in the order of the source. */
    List<String> methods() {
        return new ArrayList<>(methods.keySet());
    }

    private static Object[] readConstants(DataInputStream in) throws IOException {
        var constants = new Object[in.readUnsignedShort()];
        for (int i = 1; i < constants.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> constants[i] = in.readUTF();
                case INTEGER -> constants[i] = in.readInt();
                case 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("Unknown constant " + tag);
            }
        }
        return constants;
    }

    private void readMembers(DataInputStream in, boolean kept) throws IOException {
        for (int count = in.readUnsignedShort(); count > 0; count--) {
            int access = in.readUnsignedShort();
            var name = (String) constants[in.readUnsignedShort()] + constants[in.readUnsignedShort()];
            byte[] code = {};
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                boolean isCode = "Code".equals(constants[in.readUnsignedShort()]);
                int length = in.readInt();
                // Only the masks of static methods are ever looked at.
                if (isCode && kept && (access & ACC_STATIC) != 0) {
                    in.skipNBytes(4);
                    code = in.readNBytes(in.readInt());
                    in.skipNBytes(length - 8L - code.length);
                } else {
                    in.skipNBytes(length);
                }
            }
            if (kept) {
                methods.put(name, code);
            }
        }
    }

    /**
     * Which bits of the mask in local variable {@code slot} the method asks for. That is how the function that fills in
     * default values decides: bit n is set where the caller left parameter n out.
     */
    int bitsTested(String method, int slot) {
        var code = methods.getOrDefault(method, new byte[0]);
        int bits = 0;
        for (int at = 0; at < code.length; at += Instructions.length(code, at)) {
            if (loads(code, at, slot)) {
                int constant = at + Instructions.length(code, at);
                int and = constant + Instructions.length(code, constant);
                var value = constantAt(code, constant);
                if (value != null && Instructions.opcode(code, and) == Instructions.IAND) {
                    bits |= value;
                }
            }
        }
        return bits;
    }

    private static boolean loads(byte[] code, int at, int slot) {
        int opcode = Instructions.opcode(code, at);
        if (opcode >= Instructions.ILOAD_0 && opcode < Instructions.ILOAD_0 + 4) {
            return opcode - Instructions.ILOAD_0 == slot;
        }
        return opcode == Instructions.ILOAD && (code[at + 1] & 0xff) == slot;
    }

    private @Nullable Integer constantAt(byte[] code, int at) {
        int opcode = Instructions.opcode(code, at);
        if (opcode >= Instructions.ICONST_0 && opcode <= Instructions.ICONST_0 + 5) {
            return opcode - Instructions.ICONST_0;
        }
        return switch (opcode) {
            case Instructions.BIPUSH -> (int) code[at + 1];
            case Instructions.SIPUSH -> (int) (short) Instructions.u2(code, at + 1);
            case Instructions.LDC -> (Integer) constants[code[at + 1] & 0xff];
            case Instructions.LDC_W -> (Integer) constants[Instructions.u2(code, at + 1)];
            default -> null;
        };
    }
}
