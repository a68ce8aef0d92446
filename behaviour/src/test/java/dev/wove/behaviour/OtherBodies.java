package dev.wove.behaviour;

/** Bodies that a weave of another file refers to. */
final class OtherBodies {
    static final int LINE = 10;

    private OtherBodies() {}

    static int parsed(String number) {
        return Integer.parseInt(number);
    }
}
