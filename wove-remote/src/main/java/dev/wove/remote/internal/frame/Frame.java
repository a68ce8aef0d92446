package dev.wove.remote.internal.frame;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message of protocol v1. What is called raw is JSON text, which only a codec understands. */
public sealed interface Frame {
    /** The protocol that is spoken here. */
    int PROTOCOL = 1;

    /** A frame that belongs to a run. */
    sealed interface OfRun extends Frame {
        String runId();
    }

    /** A frame after which nothing of its run follows. */
    sealed interface Terminal extends OfRun {}

    // To the worker

    record Hello(List<Integer> protocols, String client, long maxFrameBytes, String session, List<String> resume)
            implements Frame {}

    /**
     * @param args raw: an array by position, or an object by name; null if there are none that can be read here
     * @param item negative if the task is not mapped
     * @param budgetMillis negative for no limit
     * @param worker the one that it was sent to before; null if it is sent for the first time
     */
    record RunTask(
            String runId,
            String taskId,
            String handler,
            @Nullable String args,
            String weave,
            long item,
            int attempt,
            long budgetMillis,
            DeliveryFields delivery,
            Map<String, String> context,
            @Nullable String worker)
            implements OfRun {
        /** One that is sent for the first time. */
        public RunTask(
                String runId,
                String taskId,
                String handler,
                @Nullable String args,
                String weave,
                long item,
                int attempt,
                long budgetMillis,
                DeliveryFields delivery,
                Map<String, String> context) {
            this(runId, taskId, handler, args, weave, item, attempt, budgetMillis, delivery, context, null);
        }

        /** The same, sent again to the worker that got it. */
        public RunTask again(@Nullable String to) {
            return new RunTask(runId, taskId, handler, args, weave, item, attempt, budgetMillis, delivery, context, to);
        }
    }

    /** @param worker the one that its run was sent to; null if that can be no other */
    record CancelTask(
            String runId,
            String taskId,
            @Nullable String mode,
            @Nullable String orphanPolicy,
            @Nullable String worker) implements OfRun {
        public CancelTask(String runId, String taskId, @Nullable String mode, @Nullable String orphanPolicy) {
            this(runId, taskId, mode, orphanPolicy, null);
        }
    }

    record Ack(String runId) implements OfRun {}

    record Ping(long number) implements Frame {}

    record Shutdown(long graceMillis) implements Frame {}

    // To the coordinator

    /** @param leaseMillis how long a run goes on whose coordinator is not heard of; negative if it does not say */
    record Welcome(
            int protocol,
            String worker,
            Map<String, List<String>> handlers,
            long maxFrameBytes,
            int maxInFlight,
            List<String> running,
            List<String> ended,
            long leaseMillis)
            implements Frame {}

    record TaskStarted(String runId, String taskId, String worker, long queuedMillis) implements OfRun {}

    /** @param progress raw */
    record Heartbeat(String runId, String taskId, @Nullable String progress) implements OfRun {}

    record Log(String message, String level, @Nullable String runId) implements Frame {}

    /** @param result raw, null if there is none */
    record TaskResult(String runId, String taskId, @Nullable String result, long ranMillis) implements Terminal {}

    record TaskError(String runId, String taskId, ErrorInfo error, long ranMillis) implements Terminal {}

    record TaskCancelled(String runId, String taskId, String reason) implements Terminal {
        public static final String REQUESTED = "requested";
        public static final String BUDGET = "budget";
        public static final String SHUTDOWN = "shutdown";
        public static final String NEVER_STARTED = "never_started";
        public static final String COORDINATOR_LOST = "coordinator_lost";
    }

    record Pong(long number) implements Frame {}

    /** A frame of a later version. */
    record Unknown(String type, @Nullable String runId) implements Frame {}
}
