package dev.wove.remote.internal.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.codec.Codecs;
import dev.wove.environment.ErrorSource;
import dev.wove.remote.Reports;
import dev.wove.remote.TestReports;
import dev.wove.remote.internal.frame.DeliveryFields;
import dev.wove.remote.internal.frame.ErrorInfo;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.Frame.TaskCancelled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerCoreTest {
    private final TestReports reports = new TestReports();
    private final Recorder heard = new Recorder();
    private final WorkerCore worker = worker(WorkerOptions.of("w-1"));

    private WorkerCore worker(WorkerOptions options) {
        var table = new HandlerTable(Codecs.standard());
        table.serve(Reports.class, reports);
        return new WorkerCore(table, options);
    }

    private static Frame.RunTask run(String id, String method, @Nullable String args) {
        return run(id, method, args, -1, DeliveryFields.NONE);
    }

    private static Frame.RunTask run(
            String id, String method, @Nullable String args, long budget, DeliveryFields delivery) {
        return new Frame.RunTask(id, method, "reports." + method, args, "page", -1, 1, budget, delivery, Map.of());
    }

    private static Frame.CancelTask cancel(String id) {
        return new Frame.CancelTask(id, "wait", null, null);
    }

    private void accept(Frame frame) {
        worker.accept(frame, heard);
    }

    private void said(String text) throws InterruptedException {
        assertEquals(text, reports.said.poll(30, java.util.concurrent.TimeUnit.SECONDS));
    }

    private void runsNothing() throws InterruptedException {
        assertTrue(worker.awaitIdle(Duration.ofSeconds(30)));
    }

    @Test
    void aRunIsStartedAndAnswered() throws Exception {
        accept(run("s-1", "render", "[{\"id\":7,\"title\":\"Web\",\"tags\":[\"a\",\"b\"]}]"));
        assertEquals("w-1", heard.next(Frame.TaskStarted.class).worker());
        assertEquals(
                "{\"text\":\"Web [a, b]\",\"pages\":2}",
                heard.next(Frame.TaskResult.class).result());
        runsNothing();
    }

    @Test
    void argumentsMayComeByName() throws Exception {
        accept(run("s-1", "outline", "{\"locale\":\"en\",\"post\":{\"id\":7,\"title\":\"\",\"tags\":[]},\"more\":1}"));
        assertEquals("{\"en\":[7]}", heard.end(Frame.TaskResult.class).result());
    }

    @Test
    void whatIsMissingIsNullWhereItMayBe() throws Exception {
        accept(run("s-1", "outline", "[{\"id\":7,\"title\":\"\",\"tags\":[]}]"));
        assertEquals("no locale", heard.end(Frame.TaskError.class).error().message());
    }

    @Test
    void aMethodWithoutAValueHasNoResult() throws Exception {
        accept(run("s-1", "drop", "[5]"));
        assertNull(heard.end(Frame.TaskResult.class).result());
        said("dropped 5");
    }

    @Test
    void argumentsThatDoNotFitAreAMistakeOfTheContract() throws Exception {
        for (var args : List.of("[]", "[null]", "[\"x\"]", "5", "{\"post\":1}")) {
            accept(run("s-" + args.hashCode(), "drop", args));
            var error = heard.end(Frame.TaskError.class).error();
            assertEquals(ErrorInfo.BAD_ARGUMENTS, error.kind(), args);
            assertEquals(ErrorSource.CONFIG, error.source());
            assertFalse(error.retryable());
        }
        accept(run("s-null", "render", "[null]"));
        assertEquals(
                "Argument 'post' of reports.render is missing or null, and must not be.",
                heard.end(Frame.TaskError.class).error().message());
    }

    @Test
    void aHandlerThatIsNotServedIsNamed() throws Exception {
        accept(run("s-1", "paint", "[]"));
        var error = heard.next(Frame.TaskError.class).error();
        assertEquals(ErrorInfo.UNKNOWN_HANDLER, error.kind());
        assertEquals(
                "The worker serves no 'reports.paint', but: reports.drop, reports.fail, reports.large, reports.outline,"
                        + " reports.print, reports.render, reports.wait.",
                error.message());
    }

    @Test
    void aCancelledBodyIsInterruptedAndItsEndConfirmed() throws Exception {
        accept(run("s-1", "wait", "[\"a\"]"));
        said("began a");
        accept(cancel("s-1"));
        said("interrupted a");
        assertEquals(TaskCancelled.REQUESTED, heard.end(TaskCancelled.class).reason());
        runsNothing();
    }

    @Test
    void aBodyThatIgnoresItsInterruptionIsConfirmedWhenItEnds() throws Exception {
        accept(run("s-1", "wait", "[\"stubborn\"]"));
        said("began stubborn");
        accept(cancel("s-1"));
        said("ignored");
        assertEquals(1, worker.inFlight());
        reports.gate.countDown();
        reports.stubborn.countDown();
        assertEquals(TaskCancelled.REQUESTED, heard.end(TaskCancelled.class).reason());
        runsNothing();
    }

    @Test
    void aRunThatItsCancelOvertookIsNotStarted() throws Exception {
        accept(cancel("s-1"));
        assertEquals(
                TaskCancelled.NEVER_STARTED, heard.next(TaskCancelled.class).reason());
        accept(run("s-1", "wait", "[\"a\"]"));
        assertEquals(
                TaskCancelled.NEVER_STARTED, heard.next(TaskCancelled.class).reason());
        runsNothing();
        assertTrue(reports.said.isEmpty());
    }

    @Test
    void aCancelAfterTheEndIsAnsweredWithTheEnd() throws Exception {
        accept(run("s-1", "drop", "[5]"));
        heard.end(Frame.TaskResult.class);
        accept(cancel("s-1"));
        heard.next(Frame.TaskResult.class);
    }

    @Test
    void aRunThatComesTwiceRunsOnceAndIsAnsweredWhereItCameLast() throws Exception {
        var again = new Recorder();
        accept(run("s-1", "wait", "[\"a\"]"));
        said("began a");
        worker.accept(run("s-1", "wait", "[\"a\"]"), again);
        again.next(Frame.TaskStarted.class);
        reports.gate.countDown();
        assertEquals("\"a\"", again.next(Frame.TaskResult.class).result());
        said("ended a");

        var third = new Recorder();
        worker.accept(run("s-1", "wait", "[\"a\"]"), third);
        assertEquals("\"a\"", third.next(Frame.TaskResult.class).result());
        assertTrue(reports.said.isEmpty());
    }

    @Test
    void anAcknowledgedRunIsForgotten() throws Exception {
        accept(run("s-1", "drop", "[5]"));
        heard.end(Frame.TaskResult.class);
        accept(new Frame.Ack("s-1"));
        accept(cancel("s-1"));
        assertEquals(
                TaskCancelled.NEVER_STARTED, heard.next(TaskCancelled.class).reason());
    }

    @Test
    void theWorkerItselfEndsARunThatHasUsedItsBudget() throws Exception {
        accept(run("s-1", "wait", "[\"a\"]", 30, DeliveryFields.NONE));
        said("began a");
        said("interrupted a");
        assertEquals(TaskCancelled.BUDGET, heard.end(TaskCancelled.class).reason());
    }

    @Test
    void aBodyThatBlocksIsStillKnownToLive() throws Exception {
        accept(run("s-1", "wait", "[\"a\"]", -1, new DeliveryFields(null, null, null, 0.15, null, null)));
        heard.next(Frame.TaskStarted.class);
        for (int i = 0; i < 3; i++) {
            assertEquals("s-1", heard.next(Frame.Heartbeat.class).runId());
        }
        reports.gate.countDown();
        heard.end(Frame.TaskResult.class);
    }

    @Test
    void aWorkerThatIsFullSaysSoAndRemembersNothing() throws Exception {
        var small = worker(WorkerOptions.of("w-2").concurrency(1));
        small.accept(run("s-1", "wait", "[\"a\"]"), heard);
        said("began a");
        var refused = new Recorder();
        small.accept(run("s-2", "wait", "[\"b\"]"), refused);
        var error = refused.next(Frame.TaskError.class).error();
        assertTrue(error.isBusy());
        assertTrue(error.retryable());
        assertEquals(100, error.retryAfterMillis());
        reports.gate.countDown();
        heard.end(Frame.TaskResult.class);
        small.accept(run("s-2", "wait", "[\"b\"]"), refused);
        assertEquals("\"b\"", refused.end(Frame.TaskResult.class).result());
    }

    @Test
    void runsOfACoordinatorThatIsGoneStopWhenTheirLeaseIsOver() throws Exception {
        var short_ = worker(WorkerOptions.of("w-2").lease(Duration.ofMillis(30)));
        short_.accept(run("s-1", "wait", "[\"a\"]"), heard);
        var other = new Recorder();
        short_.accept(run("s-2", "wait", "[\"b\"]"), other);
        reports.said.take();
        reports.said.take();
        short_.lost(heard);
        said("interrupted a");
        assertEquals(
                TaskCancelled.COORDINATOR_LOST, heard.end(TaskCancelled.class).reason());
        assertEquals(1, short_.inFlight());
        reports.gate.countDown();
        other.end(Frame.TaskResult.class);
    }

    @Test
    void whoComesBackWithinTheLeaseKeepsItsRuns() throws Exception {
        accept(run("s-1", "wait", "[\"a\"]"));
        said("began a");
        worker.lost(heard);
        var again = new Recorder();
        worker.accept(run("s-1", "wait", "[\"a\"]"), again);
        reports.gate.countDown();
        assertEquals("\"a\"", again.end(Frame.TaskResult.class).result());
    }

    @Test
    void aDetachedRunGoesOnWithoutItsCoordinator() throws Exception {
        var detach = new DeliveryFields(null, null, null, null, "detach", null);
        accept(run("s-1", "wait", "[\"a\"]", -1, detach));
        said("began a");
        worker.ended(heard);
        reports.gate.countDown();
        said("ended a");
        runsNothing();
        var later = new Recorder();
        worker.accept(run("s-1", "wait", "[\"a\"]", -1, detach), later);
        assertEquals("\"a\"", later.next(Frame.TaskResult.class).result());
    }

    @Test
    void aResultThatIsTooLargeIsAnErrorAndNoSilence() throws Exception {
        var small = worker(WorkerOptions.of("w-2").maxFrameBytes(2_000));
        small.accept(run("s-1", "large", "[5000]"), heard);
        var error = heard.end(Frame.TaskError.class).error();
        assertEquals(ErrorInfo.UNDECODABLE_RESULT, error.kind());
        assertEquals(ErrorSource.EXECUTOR, error.source());
        assertFalse(error.retryable());
        assertEquals(
                "The result of reports.large is too large: 5602 bytes, but at most 2000 can be sent.\n"
                        + "  Return a reference to it.",
                error.message());
    }

    @Test
    void whatIsNoFrameIsAnsweredWithALog() throws Exception {
        worker.accept("{not json".getBytes(StandardCharsets.UTF_8), heard);
        assertTrue(heard.next(Frame.Log.class).message().startsWith("Something that is no frame was dropped."));
        worker.accept("{\"type\":\"dance\",\"run_id\":\"s-1\"}".getBytes(StandardCharsets.UTF_8), heard);
        assertEquals(
                new Frame.Log("A frame of type 'dance' was dropped: it is not known here.", "warning", "s-1"),
                heard.next());
        accept(new Frame.Pong(1));
        heard.next(Frame.Log.class);
        accept(new Frame.Ping(7));
        assertEquals(new Frame.Pong(7), heard.next());
    }

    @Test
    void aHelloIsAnsweredWithWhatIsServedAndWhatIsKnown() throws Exception {
        accept(run("s-1", "wait", "[\"a\"]"));
        said("began a");
        accept(run("s-2", "drop", "[5]"));
        heard.next(Frame.TaskStarted.class);
        heard.end(Frame.TaskResult.class);
        accept(new Frame.Hello(List.of(1), "test", 1000, "s", List.of("s-1", "s-2", "s-3")));
        var welcome = heard.next(Frame.Welcome.class);
        assertEquals("w-1", welcome.worker());
        assertEquals(1, welcome.protocol());
        assertEquals(64, welcome.maxInFlight());
        assertEquals(List.of("post", "locale"), welcome.handlers().get("reports.outline"));
        assertEquals(List.of("s-1"), welcome.running());
        assertEquals(List.of("s-2"), welcome.ended());
        reports.gate.countDown();
    }

    @Test
    void aWorkerThatEndsTakesNoNewRunsAndStopsOldOnes() throws Exception {
        accept(run("s-1", "wait", "[\"a\"]"));
        said("began a");
        assertTrue(worker.shutdown(Duration.ofMillis(10), Duration.ofSeconds(30)));
        said("interrupted a");
        assertEquals(TaskCancelled.SHUTDOWN, heard.end(TaskCancelled.class).reason());
        accept(run("s-2", "drop", "[5]"));
        assertTrue(heard.next(Frame.TaskError.class).error().isBusy());
    }
}
