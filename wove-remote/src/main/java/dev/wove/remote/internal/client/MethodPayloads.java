package dev.wove.remote.internal.client;

import dev.wove.codec.Codecs;
import dev.wove.environment.PayloadTooLargeException;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteMethod;
import dev.wove.remote.internal.frame.DeliveryFields;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameWriter;
import dev.wove.remote.internal.payload.MethodCodecs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codecs of methods, made once for each, and what is sent for a call. Thread-safe. */
public final class MethodPayloads {
    private final Codecs codecs;
    private final Map<RemoteMethod, MethodCodecs> known = new ConcurrentHashMap<>();

    public MethodPayloads(Codecs codecs) {
        this.codecs = codecs;
    }

    MethodCodecs of(RemoteMethod method) {
        var found = known.get(method);
        return found != null ? found : known.computeIfAbsent(method, each -> new MethodCodecs(each, codecs));
    }

    public Frame.RunTask frame(RemoteCall call) {
        return new Frame.RunTask(
                call.runId(),
                call.task(),
                call.method().handler(),
                arguments(call),
                call.weave(),
                call.item(),
                call.attempt(),
                call.budget() == null ? -1 : Math.max(0, call.budget().toMillis()),
                DeliveryFields.of(call),
                call.context());
    }

    private String arguments(RemoteCall call) {
        try {
            return of(call.method()).encodeArguments(call.arguments());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The arguments of " + call.method() + " cannot be sent.", e);
        }
    }

    /** @throws PayloadTooLargeException if it is larger than {@code limit} */
    public static byte[] bytes(Frame.RunTask frame, long limit) {
        var bytes = FrameWriter.bytes(frame);
        if (bytes.length > limit) {
            throw new PayloadTooLargeException(
                    "Task '" + frame.taskId() + "' has arguments of " + bytes.length + " bytes for " + frame.handler()
                            + ", but at most " + limit
                            + " can be sent.\n  Pass a reference to them, as a key or a path.",
                    bytes.length,
                    limit);
        }
        return bytes;
    }
}
