package dev.wove.benchmarks.shape;

/** The four bodies of a diamond: one into two into one. */
public final class DiamondBodies {
    private DiamondBodies() {}

    public static int top(int i) {
        return i & 0xffff;
    }

    public static int left(int top) {
        return top + 1;
    }

    public static int right(int top) {
        return top * 2;
    }

    public static int bottom(int left, int right) {
        return left + right;
    }

    /** What all the diamonds from 0 up to {@code times} make together. */
    static Expectation sumOf(int times) {
        var sum = 0;
        for (var i = 0; i < times; i++) {
            sum += bottom(left(top(i)), right(top(i)));
        }
        return Expectation.of(sum);
    }

    static Expectation one(int i) {
        return Expectation.of(bottom(left(top(i)), right(top(i))));
    }
}
