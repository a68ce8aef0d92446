package dev.wove.remote.internal;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.InMemoryEnvironment.inMemory;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wove.environment.CancelMode;
import dev.wove.environment.RemoteRun;
import dev.wove.remote.Reports;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.Told;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CancelManyTest {
    private static final int RUNS = 1_000;

    @Test
    @Timeout(120)
    void allThatIsCancelledIsStoppedAndConfirmed() throws Exception {
        var reports = new TestReports();
        var environment = inMemory().serve(Reports.class, reports).concurrency(RUNS);
        var executor = environment.open();
        executor.start(new TestContext());
        var all = new ArrayList<Told>();
        var runs = new ArrayList<RemoteRun>();
        for (int i = 0; i < RUNS; i++) {
            var told = new Told();
            all.add(told);
            runs.add(executor.run(call("wait", "a"), told));
        }
        for (int i = 0; i < RUNS; i++) {
            assertEquals("began a", reports.said.take());
        }
        runs.forEach(run -> run.cancel(CancelMode.REQUIRE_ACK));
        for (var told : all) {
            assertInstanceOf(Told.Cancelled.class, told.end());
        }
        assertEquals(
                RUNS,
                reports.said.stream()
                        .filter(each -> each.equals("interrupted a"))
                        .count());
        assertEquals(RUNS, reports.said.size(), "No body ended otherwise");
        assertEquals(0, environment.running());
        executor.close();
    }
}
