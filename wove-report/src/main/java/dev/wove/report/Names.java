package dev.wove.report;

import dev.wove.TaskKind;
import dev.wove.trace.AttemptTrace;
import dev.wove.trace.Ended;
import dev.wove.trace.InputTrace;
import dev.wove.trace.NestedTrace;
import dev.wove.trace.RemoteTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.WaitCause;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people read for the constants of traces. */
final class Names {
    private Names() {}

    static String of(WaitCause cause) {
        return switch (cause) {
            case INPUT -> "input";
            case SLOT -> "slot";
            case BLOCKING_SLOT -> "blocking slot";
            case LIMITER -> "limiter";
            case RATE -> "rate";
            case BACKOFF -> "backoff";
            case POOL -> "thread";
            case QUEUE -> "dispatcher";
            case IN_FLIGHT -> "place in flight";
            case DELIVERY -> "delivery";
        };
    }

    /** How the last attempt of a task went that ran elsewhere; null if all ran in this process, or are not known one by one. */
    static @Nullable RemoteTrace lastElsewhere(TaskTrace task) {
        return task.attempts().stream()
                .map(AttemptTrace::remote)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    static String of(TaskKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String of(Ended ended) {
        return ended.name().toLowerCase(Locale.ROOT);
    }

    static String of(NestedTrace weave) {
        return weave.item() < 0 ? weave.weave() : weave.weave() + " of item " + weave.item();
    }

    static String of(InputTrace.As as) {
        return switch (as) {
            case VALUE -> "value";
            case SETTLED -> "settled";
            case OR_NULL -> "or null";
            case ORDER -> "order only";
            case ITEMS -> "its items";
            case STREAM -> "its items, one by one";
            case DISCOVERED -> "discovered";
        };
    }
}
