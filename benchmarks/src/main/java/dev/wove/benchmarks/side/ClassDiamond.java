package dev.wove.benchmarks.side;

import static dev.wove.java.Given.given;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Policy;
import dev.wove.Weave;
import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import dev.wove.java.Wove;

/** A diamond of four as a class, whose bodies run on the calling thread. */
public final class ClassDiamond {
    private ClassDiamond() {}

    /** Seen by the annotation processor, which generates the calls of the methods. */
    static class Seen extends Weave<Integer> {
        static final Policy ON_CALLER = Policy.onCaller();

        @Do(policy = "ON_CALLER")
        int top(@Input int i) {
            return DiamondBodies.top(i);
        }

        @Do(policy = "ON_CALLER")
        int left(int top) {
            return DiamondBodies.left(top);
        }

        @Do(policy = "ON_CALLER")
        int right(int top) {
            return DiamondBodies.right(top);
        }

        @Do(policy = "ON_CALLER")
        int bottom(int left, int right) {
            return DiamondBodies.bottom(left, right);
        }
    }

    public static Run generated(int i) {
        return () -> Wove.weave(new Seen(), given("i", i));
    }

    /** The same as a local class, which no processor sees: its methods are called through handles. */
    public static Run reflected(int i) {
        class Unseen extends Weave<Integer> {
            static final Policy ON_CALLER = Policy.onCaller();

            @Do(policy = "ON_CALLER")
            int top(@Input int i) {
                return DiamondBodies.top(i);
            }

            @Do(policy = "ON_CALLER")
            int left(int top) {
                return DiamondBodies.left(top);
            }

            @Do(policy = "ON_CALLER")
            int right(int top) {
                return DiamondBodies.right(top);
            }

            @Do(policy = "ON_CALLER")
            int bottom(int left, int right) {
                return DiamondBodies.bottom(left, right);
            }
        }
        return () -> Wove.weave(new Unseen(), given("i", i));
    }
}
