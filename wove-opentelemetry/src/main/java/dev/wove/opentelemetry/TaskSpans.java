package dev.wove.opentelemetry;

import dev.wove.observe.BodyId;
import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The spans of the tasks of one run, and what others may link to. */
sealed interface TaskSpans {
    /** That of the task of {@code body}, made if it has none. */
    TaskSpan of(BodyId body, Function<BodyId, TaskSpan> make);

    @Nullable
    TaskSpan get(String task, int index);

    /** Its task has ended. */
    @Nullable
    TaskSpan ended(String task, int index);

    /** Null if there is none, or no telling which. */
    @Nullable
    SpanContext link(String task);

    static TaskSpans ofRun(boolean isScope) {
        return isScope ? new OfScope() : new OfWeave();
    }

    /** Names are those of one task each, and there are as many as the weave has. */
    final class OfWeave implements TaskSpans {
        private final Map<String, TaskSpan> byName = new ConcurrentHashMap<>();

        @Override
        public TaskSpan of(BodyId body, Function<BodyId, TaskSpan> make) {
            var known = byName.get(body.task());
            return known != null ? known : byName.computeIfAbsent(body.task(), name -> make.apply(body));
        }

        @Override
        public @Nullable TaskSpan get(String task, int index) {
            return byName.get(task);
        }

        @Override
        public @Nullable TaskSpan ended(String task, int index) {
            return byName.get(task);
        }

        @Override
        public @Nullable SpanContext link(String task) {
            var span = byName.get(task);
            return span == null ? null : span.span.getSpanContext();
        }
    }

    /**
     * A scope may go on for ever, and its calls may have one name. So these go by index, and are there until they end; of what can
     * be linked to there are the newest, and a name that several have leads to none: which is meant cannot be told.
     */
    final class OfScope implements TaskSpans {
        private static final int MOST_LINKS = 10_000;

        private final Map<Integer, TaskSpan> byIndex = new ConcurrentHashMap<>();

        /** Guarded by itself. */
        private final Map<String, SpanContext> links = new LinkedHashMap<>();

        @Override
        public TaskSpan of(BodyId body, Function<BodyId, TaskSpan> make) {
            return byIndex.computeIfAbsent(body.index(), index -> {
                var span = make.apply(body);
                add(body.task(), span.span.getSpanContext());
                return span;
            });
        }

        private void add(String task, SpanContext span) {
            synchronized (links) {
                if (links.putIfAbsent(task, span) != null) {
                    links.put(task, SpanContext.getInvalid());
                } else if (links.size() > MOST_LINKS) {
                    var oldest = links.keySet().iterator();
                    oldest.next();
                    oldest.remove();
                }
            }
        }

        @Override
        public @Nullable TaskSpan get(String task, int index) {
            return byIndex.get(index);
        }

        @Override
        public @Nullable TaskSpan ended(String task, int index) {
            return byIndex.remove(index);
        }

        @Override
        public @Nullable SpanContext link(String task) {
            synchronized (links) {
                var span = links.get(task);
                return span == null || !span.isValid() ? null : span;
            }
        }
    }
}
