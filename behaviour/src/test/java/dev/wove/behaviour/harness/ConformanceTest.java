package dev.wove.behaviour.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last test of the suite: kotest's run before Jupiter's, and of those this is the last. */
@Order(Integer.MAX_VALUE)
class ConformanceTest {
    @Test
    @DisplayName("the suite has no gap: every cell has a test or a reason, every row of the conformance cases, too")
    void noGaps() {
        // Set by surefire when only some tests run.
        assumeTrue(System.getProperty("test") == null, "only a part of the suite runs");
        var report = Coverage.INSTANCE.report();
        System.out.println(report.getFirst());
        assertEquals(List.of(), report.getSecond());
    }
}
