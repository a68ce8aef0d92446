package dev.wove.remote.internal.local;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.Calls.run;
import static dev.wove.remote.LocalEnvironment.local;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.environment.CancelMode;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteMethod;
import dev.wove.remote.Calls;
import dev.wove.remote.Reports;
import dev.wove.remote.Reports.NotFoundException;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.Told;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalTest {
    /** What no codec knows passes as it is. */
    interface Threads {
        Thread same(Thread thread);
    }

    private final TestReports reports = new TestReports();
    private final EnvironmentExecutor executor =
            local(Reports.class, reports).serve(Threads.class, thread -> thread).open();

    @BeforeEach
    void start() throws Exception {
        assertTrue(executor.start(new TestContext()).handlers().containsKey("reports.render"));
    }

    @Test
    void valuesAndFailuresAreThemselves() throws Exception {
        var method = RemoteMethod.of(Threads.class, Threads.class.getDeclaredMethods()[0]);
        var told = new Told();
        executor.run(RemoteCall.of("s-1", method, List.of(Thread.currentThread())), told);
        assertSame(Thread.currentThread(), told.value());
        assertNull(run(executor, "drop", 7).value());
        assertInstanceOf(
                NotFoundException.class, run(executor, "fail", "declared").failure());
        assertInstanceOf(
                IllegalArgumentException.class,
                run(executor, "fail", "undeclared").failure());
    }

    @Test
    void bodiesAreStopped() throws Exception {
        var told = new Told();
        var run = Calls.start(executor, call("wait", "a"), told);
        assertEquals("began a", reports.said.poll(30, TimeUnit.SECONDS));
        run.cancel(CancelMode.REQUIRE_ACK);
        assertInstanceOf(Told.Cancelled.class, told.end());
        var other = run(executor, "wait", "b");
        other.worker.get(30, TimeUnit.SECONDS);
        executor.close();
        assertInstanceOf(Told.Cancelled.class, other.end());
    }

    @Test
    void whatIsNotServedFails() throws Exception {
        var told = new Told();
        executor.run(RemoteCall.of("s-1", RemoteMethod.named("other", int.class), List.of()), told);
        assertEquals("Nothing here serves 'other'.", told.failure().getMessage());
    }
}
