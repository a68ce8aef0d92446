package dev.wove.remote.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.codec.Codecs;
import dev.wove.environment.Certainty;
import dev.wove.environment.DeliveryTimeoutException;
import dev.wove.environment.ErrorSource;
import dev.wove.environment.RemoteTaskException;
import dev.wove.remote.Calls;
import dev.wove.remote.TestContext;
import dev.wove.remote.Told;
import dev.wove.remote.internal.frame.ErrorInfo;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.Frame.TaskCancelled;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRunsTest {
    private final TestContext context = new TestContext();
    private final OpenRuns runs = new OpenRuns(new MethodPayloads(Codecs.standard()), context);
    private final Told told = new Told();
    private final OpenRun run = runs.open("s-1", Calls.method("print"), told, "w-1");

    private OpenRun event(Frame frame) {
        return runs.event(frame, "w-1", 10);
    }

    private Frame error(String kind, ErrorSource source) {
        return new Frame.TaskError("s-1", "print", ErrorInfo.of(kind, "no", true, source), 5);
    }

    @Test
    void whatFollowsTheEndIsDroppedAndSaid() throws Exception {
        assertNull(event(new Frame.TaskStarted("s-1", "print", "w-2", 0)));
        assertSame(run, event(new Frame.TaskResult("s-1", "print", "7", 5)));
        assertEquals(7L, told.value());
        assertNull(event(new Frame.TaskResult("s-1", "print", "8", 5)));
        assertNull(event(new Frame.Heartbeat("s-2", "print", null)));
        assertEquals(
                List.of(
                        "An event of run s-1, which has ended or is unknown, from worker 'w-1'",
                        "An event of run s-2, which has ended or is unknown, from worker 'w-1'"),
                List.copyOf(context.dropped));
        assertTrue(runs.all().isEmpty());
    }

    @Test
    void aFrameOfALaterVersionFailsItsRunAndIsNamed() throws Exception {
        event(new Frame.Unknown("task_paused", "s-1"));
        var failure = assertInstanceOf(RemoteTaskException.class, told.failure());
        assertEquals(
                "worker 'w-1' answered with a frame of type 'task_paused', which is not known here.",
                failure.getMessage());
        assertEquals(ErrorSource.TRANSPORT, failure.source());
    }

    @Test
    void aLogChangesNothing() throws Exception {
        event(new Frame.Log("slow", "warning", "s-1"));
        event(new Frame.Log("hello", "info", null));
        assertEquals("log slow", told.next());
        assertFalse(run.hasEnded());
    }

    @Test
    void aResultThatCannotBeReadIsAMistakeOfTheContract() throws Exception {
        event(new Frame.TaskResult("s-1", "print", "\"seven\"", 5));
        var failure = assertInstanceOf(RemoteTaskException.class, told.failure());
        assertEquals(ErrorSource.CONFIG, failure.source());
        assertFalse(failure.retryable());
        assertFalse(failure.getMessage().contains("seven"));
    }

    @Test
    void aWorkerThatIsBusyHasNotTakenIt() throws Exception {
        event(error(ErrorInfo.BUSY, ErrorSource.EXECUTOR));
        assertEquals(Certainty.NOT_DELIVERED, told.lost().whether());
    }

    @Test
    void aBodyThatIsBusyItselfHasFailed() throws Exception {
        event(error(ErrorInfo.BUSY, ErrorSource.TASK));
        assertInstanceOf(RemoteTaskException.class, told.failure());
    }

    @Test
    void anotherWorkerKnowsNothingOfIt() throws Exception {
        event(error(ErrorInfo.WRONG_WORKER, ErrorSource.TRANSPORT));
        assertEquals(Certainty.UNKNOWN, told.lost().whether());
    }

    @Test
    void aStopIsWhatItWasFor() throws Exception {
        event(new TaskCancelled("s-1", "print", TaskCancelled.REQUESTED));
        assertInstanceOf(Told.Cancelled.class, told.end());

        var budget = new Told();
        runs.open("s-2", Calls.method("print"), budget, "w-1");
        event(new TaskCancelled("s-2", "print", TaskCancelled.BUDGET));
        assertInstanceOf(DeliveryTimeoutException.class, budget.failure());

        for (var reason : List.of(TaskCancelled.SHUTDOWN, TaskCancelled.COORDINATOR_LOST)) {
            var lost = new Told();
            runs.open(reason, Calls.method("print"), lost, "w-1");
            event(new TaskCancelled(reason, "print", reason));
            assertEquals(Certainty.UNKNOWN, lost.lost().whether());
        }
    }

    @Test
    void nobodyIsToldOfWhatWasAbandoned() {
        runs.abandon(run);
        event(new Frame.TaskResult("s-1", "print", "7", 5));
        assertEquals(1, context.dropped.size());
        assertFalse(told.said.contains("measured"));
    }

    @Test
    void anIdIsUnderWayOnce() {
        assertThrows(IllegalStateException.class, () -> runs.open("s-1", Calls.method("print"), told, "w-1"));
    }
}
