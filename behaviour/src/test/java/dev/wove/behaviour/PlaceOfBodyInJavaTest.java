package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.java.Given;
import dev.wove.java.WeaveBlock;
import dev.wove.java.Wove;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** The note of a failure names the line of the body, also where that failed in a method of the same class. */
@Timeout(30)
class PlaceOfBodyInJavaTest {
    private static int line;

    private static int helper() throws IOException {
        throw new IOException("from a helper");
    }

    private static int here() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    private static int referredTo() throws IOException {
        line = here() + 1;
        return helper();
    }

    static class Page extends Weave<Integer> {
        @Do
        int author() throws IOException {
            line = here() + 1;
            return asked();
        }

        private int asked() throws IOException {
            return helper();
        }
    }

    private static void namesTheLine(Executable call) {
        var thrown = assertThrows(IOException.class, call);
        var note = thrown.getSuppressed()[0].getMessage();
        assertEquals("Body: PlaceOfBodyInJavaTest.java:" + line, note.split("\n")[1].strip());
    }

    private static void namesTheLineIn(WeaveBlock<Integer> block) {
        namesTheLine(() -> Wove.weave("w", block));
    }

    @Test
    void ofALambda() {
        namesTheLineIn(w -> w.task("a", () -> {
            line = here() + 1;
            return helper();
        }));
    }

    @Test
    void ofALambdaOnTheCallersThread() {
        namesTheLineIn(w -> w.with(dev.wove.Policy.onCaller()).task("a", () -> {
            line = here() + 1;
            return helper();
        }));
    }

    @Test
    void ofAMethodThatIsReferredTo() {
        namesTheLineIn(w -> w.task("a", PlaceOfBodyInJavaTest::referredTo));
    }

    @Test
    void ofAMethodOfAnotherClass() {
        var thrown = assertThrows(
                NumberFormatException.class,
                () -> Wove.weave("w", w -> w.task("a", w.task("n", () -> "x"), OtherBodies::parsed)));
        var note = thrown.getSuppressed()[0].getMessage();
        assertEquals("Body: OtherBodies.java:" + OtherBodies.LINE, note.split("\n")[1].strip());
    }

    @Test
    void ofAnAnonymousClass() {
        namesTheLineIn(w -> w.task("a", new dev.wove.function.TaskBody<Integer>() {
            @Override
            public Integer run() throws IOException {
                line = here() + 1;
                return helper();
            }
        }));
    }

    @Test
    void ofAMethodOfAWeaveClass() {
        namesTheLine(() -> Wove.weave(new Page(), Given.nothing()));
    }
}
