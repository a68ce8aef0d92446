package dev.wove.test.junit;

import static dev.wove.test.WeaveTests.assertWeave;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Policy;
import dev.wove.TaskTimeoutException;
import dev.wove.java.Wove;
import dev.wove.test.RecordedRuns;
import dev.wove.test.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters, as a test of a user has them. */
@WoveTest
class WoveTestTest {
    private int before;

    @BeforeEach
    void weaves(RecordedRuns runs) {
        assertTrue(runs.all().isEmpty());
        Wove.weave("before", w -> w.task("one", () -> ++before));
        runs.only("before");
    }

    @AfterEach
    void seesThemToo(RecordedRuns runs) {
        assertEquals("before", runs.all().get(0).weave());
    }

    @Test
    void aTestWithTimeRunsInIt(VirtualTime time) {
        assertThrows(TaskTimeoutException.class, () -> slow(time));
        assertEquals(ofSeconds(2), time.elapsed());
    }

    @Test
    void runsAreThoseOfTheTest(RecordedRuns runs) {
        Wove.weave("page", w -> {
            var post = w.task("post", () -> 1);
            return w.task("page", post, p -> Wove.weave("inside", i -> i.task("one", () -> p)));
        });

        assertWeave(runs.only("page")).started("post").order("post", "page");
        runs.only("inside");
        assertEquals("RecordedRuns(before, page, inside)", runs.toString());
    }

    @Test
    void runsAreRecordedInVirtualTime(RecordedRuns runs, VirtualTime time) {
        assertThrows(TaskTimeoutException.class, () -> slow(time));
        assertEquals(ofSeconds(2), runs.only("slow").duration());
    }

    @Test
    void aTestWithoutTimeRunsInThatOfTheWall() {
        assertFalse(Thread.currentThread().getName().equals("virtual-time"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parametersStandBesideThoseOfOthers(int hours, VirtualTime time, RecordedRuns runs) throws Exception {
        time.sleep(ofHours(hours));
        assertEquals(ofHours(hours), time.elapsed());
        assertEquals("RecordedRuns(before)", runs.toString());
    }

    @RepeatedTest(2)
    void eachRepetitionHasItsOwn(VirtualTime time, RecordedRuns runs) throws Exception {
        time.sleep(ofHours(1));
        assertEquals(ofHours(1), time.elapsed());
        assertEquals("RecordedRuns(before)", runs.toString());
    }

    @Nested
    class InANestedClass {
        @Test
        void parametersAreThere(VirtualTime time, RecordedRuns runs) {
            assertThrows(TaskTimeoutException.class, () -> slow(time));
            assertEquals("RecordedRuns(before, slow)", runs.toString());
        }
    }

    private static void slow(VirtualTime time) {
        Wove.weave("slow", w -> w.with(Policy.timeout(ofSeconds(2))).run("slow", () -> time.sleep(ofHours(1))));
    }
}
