package dev.wove.remote.internal.frame;

import dev.wove.environment.ErrorSource;
import dev.wove.remote.internal.frame.ErrorInfo.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads frames. Fields that are not known are left out, types that are not known are told. */
public final class FrameReader {
    /** Ids and names are no longer: they are kept, and logged. */
    private static final int LONGEST_NAME = 200;

    private FrameReader() {}

    /** @throws FrameException if it is none */
    public static Frame read(byte[] bytes) {
        return read(Json.text(bytes, 0, bytes.length));
    }

    /** @throws FrameException if it is none */
    public static Frame read(String text) {
        return frame(Fields.of(text));
    }

    /**
     * What a worker may answer in one piece: a frame, an array of them, or an object with such an array as {@code events}.
     *
     * @throws FrameException if it is something else
     */
    public static List<Frame> readAll(String text) {
        var trimmed = text.strip();
        if (trimmed.startsWith("[")) {
            return frames(Fields.elements(trimmed));
        }
        var fields = Fields.of(trimmed);
        return fields.has("events") && !fields.has("type") ? frames(fields.list("events")) : List.of(frame(fields));
    }

    private static List<Frame> frames(List<String> texts) {
        return texts.stream().map(FrameReader::read).toList();
    }

    private static Frame frame(Fields in) {
        var type = in.required("type");
        return switch (type) {
            case "hello" -> hello(in);
            case "run_task" -> runTask(in);
            case "cancel_task" ->
                new Frame.CancelTask(
                        runId(in),
                        taskId(in),
                        in.string("delivery_cancel_mode"),
                        in.string("delivery_orphan_policy"),
                        in.string("wove_worker"));
            case "ack" -> new Frame.Ack(runId(in));
            case "ping" -> new Frame.Ping(in.whole("n", 0));
            case "shutdown" -> new Frame.Shutdown(in.whole("grace_ms", 0));
            case "welcome" -> welcome(in);
            case "task_started" ->
                new Frame.TaskStarted(runId(in), taskId(in), in.string("worker", ""), in.whole("queued_ms", -1));
            case "heartbeat" -> new Frame.Heartbeat(runId(in), taskId(in), in.raw("progress"));
            case "log" -> new Frame.Log(in.string("message", ""), in.string("level", "info"), in.string("run_id"));
            case "task_result" -> new Frame.TaskResult(runId(in), taskId(in), in.raw("result"), in.whole("ran_ms", -1));
            case "task_error" -> new Frame.TaskError(runId(in), taskId(in), error(in), in.whole("ran_ms", -1));
            case "task_cancelled" ->
                new Frame.TaskCancelled(runId(in), taskId(in), in.string("reason", Frame.TaskCancelled.REQUESTED));
            case "pong" -> new Frame.Pong(in.whole("n", 0));
            default -> new Frame.Unknown(shortened(type), in.string("run_id"));
        };
    }

    private static String runId(Fields in) {
        var id = in.required("run_id");
        if (id.length() > LONGEST_NAME) {
            throw new FrameException("Its 'run_id' is longer than " + LONGEST_NAME + " characters.");
        }
        return id;
    }

    private static String taskId(Fields in) {
        return shortened(in.string("task_id", ""));
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static Frame hello(Fields in) {
        var protocols = new ArrayList<Integer>();
        for (var each : in.list("protocol")) {
            try {
                protocols.add(Integer.valueOf(each));
            } catch (NumberFormatException e) {
                throw new FrameException("Its 'protocol' is not a list of numbers.");
            }
        }
        return new Frame.Hello(
                protocols,
                in.string("client", ""),
                in.whole("max_frame_bytes", -1),
                in.string("session", ""),
                in.strings("resume"));
    }

    private static Frame welcome(Fields in) {
        var handlers = new LinkedHashMap<String, List<String>>();
        var named = in.fields("handlers");
        if (named != null) {
            for (var name : named.names()) {
                handlers.put(name, named.strings(name));
            }
        }
        return new Frame.Welcome(
                (int) in.whole("protocol", -1),
                in.required("worker"),
                handlers,
                in.whole("max_frame_bytes", -1),
                (int) in.whole("max_in_flight", -1),
                in.strings("running"),
                in.strings("ended"),
                in.whole("wove_lease_ms", -1));
    }

    /** A coordinator in Python names no handler: it is that of its task's name there. */
    private static Frame runTask(Fields in) {
        return new Frame.RunTask(
                runId(in),
                taskId(in),
                shortened(in.string("handler", in.required("task_id"))),
                in.raw("args"),
                shortened(in.string("weave", "")),
                in.whole("item", -1),
                (int) in.whole("attempt", 1),
                in.whole("budget_ms", -1),
                delivery(in.fields("delivery")),
                context(in),
                in.string("wove_worker"));
    }

    private static DeliveryFields delivery(@Nullable Fields in) {
        return in == null
                ? DeliveryFields.NONE
                : new DeliveryFields(
                        in.number("delivery_timeout"),
                        in.string("delivery_idempotency_key"),
                        in.string("delivery_cancel_mode"),
                        in.number("delivery_heartbeat_seconds"),
                        in.string("delivery_orphan_policy"),
                        in.number("wove_keep_seconds"));
    }

    private static Map<String, String> context(Fields in) {
        var context = in.fields("context");
        if (context == null) {
            return Map.of();
        }
        var entries = new LinkedHashMap<String, String>(in.texts("context"));
        context.texts("mdc").forEach((key, value) -> entries.put("mdc." + key, value));
        return entries;
    }

    private static ErrorInfo error(Fields in) {
        var text = in.string("error");
        var error = in.fields("error");
        if (error == null) {
            return ErrorInfo.of("Error", text == null ? "" : text, true, ErrorSource.TASK);
        }
        var causes = error.list("causes").stream()
                .map(Fields::of)
                .map(cause -> new Cause(cause.string("kind", ""), cause.string("message", "")))
                .toList();
        return new ErrorInfo(
                error.string("kind", "Error"),
                error.string("message", ""),
                error.string("traceback"),
                error.flag("retryable", true),
                source(error.string("source", "")),
                error.string("declared"),
                causes,
                error.whole("retry_after_ms", -1));
    }

    private static ErrorSource source(String text) {
        try {
            return ErrorSource.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return ErrorSource.TASK;
        }
    }
}
