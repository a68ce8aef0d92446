package dev.wove.remote.internal.frame;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes frames, each as one line of JSON, in the order of fields that Python has. */
public final class FrameWriter {
    private FrameWriter() {}

    public static byte[] bytes(Frame frame) {
        return text(frame).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Frame frame) {
        var text = new StringWriter(256
                + (frame instanceof Frame.RunTask run && run.args() != null
                        ? run.args().length()
                        : 256));
        try (var json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            write(frame, json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(Frame frame, JsonGenerator json) {
        // JDK 17 has no switch over types
        if (frame instanceof Frame.RunTask run) {
            runTask(run, json);
        } else if (frame instanceof Frame.TaskResult result) {
            ofRun("task_result", result.runId(), result.taskId(), json);
            raw("result", result.result(), json);
            number("ran_ms", result.ranMillis(), json);
        } else if (frame instanceof Frame.TaskStarted started) {
            ofRun("task_started", started.runId(), started.taskId(), json);
            json.writeStringProperty("worker", started.worker());
            number("queued_ms", started.queuedMillis(), json);
        } else if (frame instanceof Frame.Heartbeat heartbeat) {
            ofRun("heartbeat", heartbeat.runId(), heartbeat.taskId(), json);
            raw("progress", heartbeat.progress(), json);
        } else if (frame instanceof Frame.Ack ack) {
            json.writeStringProperty("type", "ack");
            json.writeStringProperty("run_id", ack.runId());
        } else if (frame instanceof Frame.TaskError failed) {
            ofRun("task_error", failed.runId(), failed.taskId(), json);
            error(failed.error(), json);
            number("ran_ms", failed.ranMillis(), json);
        } else if (frame instanceof Frame.TaskCancelled cancelled) {
            ofRun("task_cancelled", cancelled.runId(), cancelled.taskId(), json);
            json.writeStringProperty("reason", cancelled.reason());
        } else if (frame instanceof Frame.CancelTask cancel) {
            ofRun("cancel_task", cancel.runId(), cancel.taskId(), json);
            string("delivery_cancel_mode", cancel.mode(), json);
            string("delivery_orphan_policy", cancel.orphanPolicy(), json);
            string("wove_worker", cancel.worker(), json);
        } else {
            writeConnection(frame, json);
        }
    }

    private static void writeConnection(Frame frame, JsonGenerator json) {
        if (frame instanceof Frame.Hello hello) {
            hello(hello, json);
        } else if (frame instanceof Frame.Welcome welcome) {
            welcome(welcome, json);
        } else if (frame instanceof Frame.Ping ping) {
            json.writeStringProperty("type", "ping");
            json.writeNumberProperty("n", ping.number());
        } else if (frame instanceof Frame.Pong pong) {
            json.writeStringProperty("type", "pong");
            json.writeNumberProperty("n", pong.number());
        } else if (frame instanceof Frame.Shutdown shutdown) {
            json.writeStringProperty("type", "shutdown");
            json.writeNumberProperty("grace_ms", shutdown.graceMillis());
        } else if (frame instanceof Frame.Log log) {
            json.writeStringProperty("type", "log");
            json.writeStringProperty("message", log.message());
            json.writeStringProperty("level", log.level());
            string("run_id", log.runId(), json);
        } else {
            throw new IllegalArgumentException("A frame of an unknown type cannot be written.");
        }
    }

    private static void ofRun(String type, String runId, String taskId, JsonGenerator json) {
        json.writeStringProperty("type", type);
        json.writeStringProperty("run_id", runId);
        json.writeStringProperty("task_id", taskId);
    }

    private static void runTask(Frame.RunTask run, JsonGenerator json) {
        ofRun("run_task", run.runId(), run.taskId(), json);
        delivery(run.delivery(), json);
        json.writeStringProperty("handler", run.handler());
        raw("args", run.args(), json);
        if (!run.weave().isEmpty()) {
            json.writeStringProperty("weave", run.weave());
        }
        number("item", run.item(), json);
        json.writeNumberProperty("attempt", run.attempt());
        number("budget_ms", run.budgetMillis(), json);
        context(run.context(), json);
        string("wove_worker", run.worker(), json);
    }

    private static void delivery(DeliveryFields delivery, JsonGenerator json) {
        json.writeObjectPropertyStart("delivery");
        number("delivery_timeout", delivery.timeout(), json);
        string("delivery_idempotency_key", delivery.idempotencyKey(), json);
        string("delivery_cancel_mode", delivery.cancelMode(), json);
        number("delivery_heartbeat_seconds", delivery.heartbeatSeconds(), json);
        string("delivery_orphan_policy", delivery.orphanPolicy(), json);
        number("wove_keep_seconds", delivery.keepSeconds(), json);
        json.writeEndObject();
    }

    private static void context(Map<String, String> context, JsonGenerator json) {
        if (context.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("context");
        boolean hasMdc = false;
        for (var entry : context.entrySet()) {
            if (entry.getKey().startsWith("mdc.")) {
                hasMdc = true;
            } else {
                json.writeStringProperty(entry.getKey(), entry.getValue());
            }
        }
        if (hasMdc) {
            json.writeObjectPropertyStart("mdc");
            for (var entry : context.entrySet()) {
                if (entry.getKey().startsWith("mdc.")) {
                    json.writeStringProperty(entry.getKey().substring("mdc.".length()), entry.getValue());
                }
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void error(ErrorInfo error, JsonGenerator json) {
        json.writeObjectPropertyStart("error");
        json.writeStringProperty("kind", error.kind());
        json.writeStringProperty("message", error.message());
        string("traceback", error.traceback(), json);
        json.writeBooleanProperty("retryable", error.retryable());
        json.writeStringProperty("source", error.source().text());
        string("declared", error.declared(), json);
        if (!error.causes().isEmpty()) {
            json.writeArrayPropertyStart("causes");
            for (var cause : error.causes()) {
                json.writeStartObject();
                json.writeStringProperty("kind", cause.kind());
                json.writeStringProperty("message", cause.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        number("retry_after_ms", error.retryAfterMillis(), json);
        json.writeEndObject();
    }

    private static void hello(Frame.Hello hello, JsonGenerator json) {
        json.writeStringProperty("type", "hello");
        json.writeArrayPropertyStart("protocol");
        hello.protocols().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeStringProperty("client", hello.client());
        number("max_frame_bytes", hello.maxFrameBytes(), json);
        strings("codecs", List.of("json"), json);
        json.writeStringProperty("session", hello.session());
        if (!hello.resume().isEmpty()) {
            strings("resume", hello.resume(), json);
        }
    }

    private static void welcome(Frame.Welcome welcome, JsonGenerator json) {
        json.writeStringProperty("type", "welcome");
        json.writeNumberProperty("protocol", welcome.protocol());
        json.writeStringProperty("worker", welcome.worker());
        json.writeObjectPropertyStart("handlers");
        welcome.handlers().forEach((name, parameters) -> strings(name, parameters, json));
        json.writeEndObject();
        number("max_frame_bytes", welcome.maxFrameBytes(), json);
        number("max_in_flight", welcome.maxInFlight(), json);
        if (!welcome.running().isEmpty()) {
            strings("running", welcome.running(), json);
        }
        if (!welcome.ended().isEmpty()) {
            strings("ended", welcome.ended(), json);
        }
        number("wove_lease_ms", welcome.leaseMillis(), json);
    }

    private static void strings(String name, List<String> values, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void string(String name, @Nullable String value, JsonGenerator json) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    /** Negative ones stand for none. */
    private static void number(String name, long value, JsonGenerator json) {
        if (value >= 0) {
            json.writeNumberProperty(name, value);
        }
    }

    private static void number(String name, @Nullable Double value, JsonGenerator json) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    private static void raw(String name, @Nullable String json, JsonGenerator to) {
        if (json != null) {
            to.writeName(name);
            to.writeRawValue(json);
        }
    }
}
