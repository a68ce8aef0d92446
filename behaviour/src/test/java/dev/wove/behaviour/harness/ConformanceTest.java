package dev.wove.behaviour.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs in a process of its own after the others of the suite, and reads what they have claimed. */
class ConformanceTest {
    @Test
    @DisplayName("the suite has no gap: every cell has a test or a reason, every row of the conformance cases, too")
    void noGaps() {
        assumeTrue(Claims.INSTANCE.getDirectory() != null, "only ./mvnw runs the suite as a whole");
        var elsewhere = new TestsElsewhere(Path.of(".."));
        assumeTrue(
                elsewhere.getModulesNotRun().isEmpty(),
                () -> "The tests of " + elsewhere.getModulesNotRun() + " have not run; add -am");
        var claims = Claims.INSTANCE.all();
        var cells = new CoverageReport(claims);
        var tests = elsewhere.passed();
        var rows = Conformance.INSTANCE.report(cells.getCovered(), tests.getFirst(), claims);
        var table = cells.report();
        System.out.println(table.getFirst() + rows.getFirst());
        var wrong = new ArrayList<>(table.getSecond());
        wrong.addAll(rows.getSecond());
        wrong.addAll(tests.getSecond());
        assertEquals(List.of(), wrong);
    }
}
