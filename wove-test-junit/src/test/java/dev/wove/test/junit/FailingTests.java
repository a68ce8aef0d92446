package dev.wove.test.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wove.java.Wove;
import dev.wove.test.FailureReports;
import dev.wove.test.RecordedRuns;
import dev.wove.test.VirtualTime;
import java.io.IOException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of a user that fail, which ReportsTest runs. */
final class FailingTests {
    static final String FOLDER = "target/reports-of-failing-tests";

    private FailingTests() {}

    private static String page(String name) {
        return Wove.weave(name, w -> {
            var post = w.task("post", () -> Wove.weave("inside " + name, i -> i.task("deep", () -> "a post")));
            return w.task("page", post, p -> "a page");
        });
    }

    @WoveTest(reports = FailureReports.HTML, folder = FOLDER)
    static class Pages {
        @Test
        void passes() {
            page("passing");
        }

        @Test
        void fails() {
            assertEquals("another page", page("offers"));
        }

        @Test
        void failsAfterThree() {
            assertEquals("a page", page("first"));
            assertEquals("a page", page("second"));
            Wove.weave(
                    "third",
                    w -> w.task("down", () -> {
                        throw new IOException("down");
                    }));
        }

        @Test
        void failsAfterMany() {
            for (int i = 1; i <= 25; i++) {
                page("number " + i);
            }
            fail("after 25");
        }

        @Test
        void failsWithoutAWeave() {
            fail("of itself");
        }

        @Test
        void isAborted() {
            page("aborted");
            assumeTrue(false);
        }

        @Test
        void failsInVirtualTime(VirtualTime time) {
            page("virtual");
            fail("in virtual time");
        }

        @Test
        @WoveTest(reports = FailureReports.TEXT, folder = FOLDER)
        void failsWithText() {
            page("as text");
            Wove.weaveResult(
                    "failed",
                    w -> w.task("down", () -> {
                        throw new IOException("down");
                    }));
            fail("with text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void failsForEach(String name) {
            page(name);
            fail("for " + name);
        }

        @Nested
        class Inner {
            @Test
            void fails() {
                page("nested");
                fail("in a nested class");
            }
        }
    }

    @WoveTest(reports = FailureReports.TEXT, folder = FOLDER)
    static class Running {
        static final CountDownLatch END = new CountDownLatch(1);

        @Test
        void failsWhileAWeaveRuns() throws Exception {
            var started = new CountDownLatch(1);
            Wove.weaveAsync(
                    "endless",
                    w -> w.run("waits", () -> {
                        started.countDown();
                        END.await();
                    }));
            started.await();
            fail("too early");
        }
    }

    @WoveTest(reports = FailureReports.TEXT, folder = FOLDER)
    static class Before {
        @BeforeEach
        void fails() {
            page("before");
            fail("before the test");
        }

        @Test
        void neverRuns() {}
    }

    @WoveTest(reports = FailureReports.TEXT, folder = FOLDER)
    static class Dynamic {
        @TestFactory
        Stream<DynamicTest> tests(RecordedRuns runs) {
            page("factory");
            return Stream.of("one", "two")
                    .map(name -> DynamicTest.dynamicTest(name, () -> {
                        page(name);
                        fail(runs.outermost().size() + " so far");
                    }));
        }
    }

    @WoveTest
    static class Unasked {
        @Test
        void fails() {
            page("unasked");
            fail("unasked");
        }
    }

    /** Two tests that are under way at the same time, each of which fails after its weaves. */
    @Execution(ExecutionMode.CONCURRENT)
    @WoveTest(reports = FailureReports.TEXT, folder = FOLDER)
    static class Parallel {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void left(RecordedRuns runs) throws Exception {
            sees("left", runs);
        }

        @Test
        void right(RecordedRuns runs) throws Exception {
            sees("right", runs);
        }

        private static void sees(String side, RecordedRuns runs) throws InterruptedException, BrokenBarrierException {
            BOTH.await();
            page(side);
            BOTH.await();
            page(side + " again");
            BOTH.await();
            assertEquals(
                    "RecordedRuns(" + side + ", inside " + side + ", " + side + " again, inside " + side + " again)",
                    runs.toString());
            fail(side);
        }
    }

    @WoveTest
    static class InAConstructor {
        InAConstructor(RecordedRuns runs) {
            assertTrue(runs.all().isEmpty());
        }

        @Test
        void neverRuns() {}
    }

    @WoveTest
    static class TimeBefore {
        @BeforeEach
        void neverRuns(VirtualTime time) {
            time.elapsed();
        }

        @Test
        void neverRunsEither() {}
    }

    @WoveTest
    static class TimeOfAFactory {
        @TestFactory
        Stream<DynamicTest> tests(VirtualTime time) {
            return Stream.of(DynamicTest.dynamicTest("waits " + time.elapsed(), () -> {}));
        }
    }
}
