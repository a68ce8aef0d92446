package dev.wove.remote.internal.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.environment.ErrorSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static final DeliveryFields DELIVERY =
            new DeliveryFields(5.0, "render:7", "require_ack", 30.0, "requeue", null);

    /** As Python Wove 2.0.0 puts it on a worker's input. */
    private static final String OF_PYTHON =
            "{\"type\":\"run_task\",\"run_id\":\"render:0123456789abcdef0123456789abcdef\","
                    + "\"task_id\":\"render\",\"delivery\":{\"delivery_timeout\":5.0,\"delivery_idempotency_key\":\"render:7\","
                    + "\"delivery_cancel_mode\":\"require_ack\",\"delivery_heartbeat_seconds\":30.0,"
                    + "\"delivery_orphan_policy\":\"requeue\"},"
                    + "\"args_pickle\":\"gAWVFQAAAAAAAAB9lIwEcG9zdJR9lIwCaWSUSwdzcy4=\",\"callable_pickle\":\"gAU=\"}";

    @Test
    void theFrameOfAPythonWeaveNamesItsHandlerByItsTask() {
        var run = assertInstanceOf(Frame.RunTask.class, FrameReader.read(OF_PYTHON));
        assertEquals("render:0123456789abcdef0123456789abcdef", run.runId());
        assertEquals("render", run.handler());
        assertEquals(DELIVERY, run.delivery());
        assertNull(run.args());
    }

    @Test
    void aRunIsWrittenInTheOrderOfPythonWithOursBehind() {
        var run = new Frame.RunTask(
                "s-1",
                "render",
                "reports.render",
                "[{\"id\":7}]",
                "page",
                3,
                2,
                1500,
                DELIVERY,
                Map.of("traceparent", "00-ab-cd-01"));
        assertEquals(
                "{\"type\":\"run_task\",\"run_id\":\"s-1\",\"task_id\":\"render\",\"delivery\":{\"delivery_timeout\":5.0,"
                        + "\"delivery_idempotency_key\":\"render:7\",\"delivery_cancel_mode\":\"require_ack\","
                        + "\"delivery_heartbeat_seconds\":30.0,\"delivery_orphan_policy\":\"requeue\"},"
                        + "\"handler\":\"reports.render\",\"args\":[{\"id\":7}],\"weave\":\"page\",\"item\":3,"
                        + "\"attempt\":2,\"budget_ms\":1500,\"context\":{\"traceparent\":\"00-ab-cd-01\"}}",
                FrameWriter.text(run));
    }

    static List<Frame> frames() {
        return List.of(
                new Frame.Hello(List.of(1, 2), "wove-jvm", 8 << 20, "abc", List.of("s-1", "s-2")),
                new Frame.RunTask("s-1", "t", "h", "{\"post\":[1, 2]}", "", -1, 1, -1, DeliveryFields.NONE, Map.of()),
                new Frame.RunTask(
                        "s-1", "t", "h", null, "w", 0, 1, 0, DELIVERY, Map.of("baggage", "a=b", "mdc.user", "7")),
                new Frame.CancelTask("s-1", "t", "best_effort", null),
                new Frame.Ack("s-1"),
                new Frame.Ping(7),
                new Frame.Pong(7),
                new Frame.Shutdown(10_000),
                new Frame.Welcome(
                        1,
                        "w-1",
                        Map.of("reports.render", List.of("post")),
                        100,
                        64,
                        List.of("a"),
                        List.of("b"),
                        10_000),
                new Frame.TaskStarted("s-1", "t", "w-1", 3),
                new Frame.Heartbeat("s-1", "t", "{\"of\":10}"),
                new Frame.Heartbeat("s-1", "t", "\"ha\\\"lf\""),
                new Frame.Log("it is\nslow \u2028", "warning", "s-1"),
                new Frame.TaskResult("s-1", "t", "\"Wéb \\u2028 😀\"", 12),
                new Frame.TaskResult("s-1", "t", "-1.5e3", -1),
                new Frame.TaskResult("s-1", "t", null, -1),
                new Frame.TaskError(
                        "s-1",
                        "t",
                        new ErrorInfo(
                                "a.B",
                                "no",
                                "at x",
                                false,
                                ErrorSource.CONFIG,
                                "a.A",
                                List.of(new ErrorInfo.Cause("c.D", "why")),
                                250),
                        1),
                new Frame.TaskCancelled("s-1", "t", Frame.TaskCancelled.BUDGET));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyFrameIsReadAsItWasWritten(Frame frame) {
        assertEquals(frame, FrameReader.read(FrameWriter.bytes(frame)));
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertEquals(
                new Frame.Ack("s-1"),
                FrameReader.read("{\"later\":{\"type\":\"x\"},\"type\":\"ack\",\"run_id\":\"s-1\",\"n\":[1]}"));
        assertEquals(
                new Frame.Unknown("progress_report", "s-1"),
                FrameReader.read("{\"type\":\"progress_report\",\"run_id\":\"s-1\"}"));
    }

    @Test
    void anErrorMayBePlainText() {
        var failed =
                (Frame.TaskError) FrameReader.read("{\"type\":\"task_error\",\"run_id\":\"r\",\"error\":\"boom\"}");
        assertEquals(ErrorInfo.of("Error", "boom", true, ErrorSource.TASK), failed.error());
    }

    @Test
    void anAnswerIsOneFrameOrAListOrEvents() {
        var ack = "{\"type\":\"ack\",\"run_id\":\"a\"}";
        var expected = List.of(new Frame.Ack("a"), new Frame.Ack("a"));
        assertEquals(List.of(new Frame.Ack("a")), FrameReader.readAll(" " + ack + "\n"));
        assertEquals(expected, FrameReader.readAll("[" + ack + "," + ack + "]"));
        assertEquals(expected, FrameReader.readAll("{\"events\":[" + ack + "," + ack + "]}"));
        assertThrows(FrameException.class, () -> FrameReader.readAll("5"));
        assertThrows(FrameException.class, () -> FrameReader.readAll("{\"result\":5}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"type\":5}",
                "{\"type\":\"ack\"}",
                "{\"type\":\"ack\",\"run_id\":\"\"}",
                "{\"type\":\"ack\",\"run_id\":\"a\"} x",
                "{\"type\":\"ack\",\"run_id\":\"a\",\"run_id\":\"b\"}",
                "{\"type\":\"run_task\",\"run_id\":\"a\",\"handler\":\"h\"}",
                "{\"type\":\"hello\",\"protocol\":[\"1\"]}"
            })
    void whatIsNoFrameIsRefused(String text) {
        assertThrows(FrameException.class, () -> FrameReader.read(text));
    }

    @Test
    void limitsHoldBeforeAnythingIsMadeOfIt() {
        var deep = "[".repeat(300) + "]".repeat(300);
        assertThrows(
                FrameException.class,
                () -> FrameReader.read(
                        "{\"type\":\"run_task\",\"run_id\":\"a\",\"task_id\":\"t\",\"args\":" + deep + "}"));
        assertThrows(
                FrameException.class,
                () -> FrameReader.read("{\"type\":\"ack\",\"run_id\":\"" + "a".repeat(201) + "\"}"));
        assertThrows(
                FrameException.class, () -> FrameReader.read("{\"type\":\"ping\",\"n\":" + "1".repeat(2000) + "}"));
        assertThrows(FrameException.class, () -> FrameReader.read("{\"" + "n".repeat(2000) + "\":1}"));
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        var bytes = "{\"type\":\"log\",\"message\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[new String(bytes, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xC3;
        assertThrows(FrameException.class, () -> FrameReader.read(bytes));
        var replacement = "{\"type\":\"log\",\"message\":\"\uFFFD\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals(new Frame.Log("\uFFFD", "info", null), FrameReader.read(replacement));
    }

    @Test
    void whatIsRefusedIsNotQuoted() {
        var e = assertThrows(FrameException.class, () -> FrameReader.read("{\"type\":\"ack\",\"secret\": tru"));
        assertEquals("It is not JSON, or too deep or too long in one of its parts.", e.getMessage());
    }
}
