package dev.wove.internal.run;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** The current context of OpenTelemetry, with its span and baggage. Loaded only where that library is present. */
final class CurrentTrace {
    private static final CurrentTrace NONE = new CurrentTrace(Context.root());

    private final Context context;

    private CurrentTrace(Context context) {
        this.context = context;
    }

    static CurrentTrace capture() {
        return of(Context.current());
    }

    static CurrentTrace of(Context context) {
        return context == NONE.context ? NONE : new CurrentTrace(context);
    }

    boolean isRoot() {
        return this == NONE;
    }

    boolean isCurrent() {
        return Context.current() == context;
    }

    /** What was current before. */
    static final class Replaced {
        private final Context before;
        private final Scope scope;

        private Replaced(Context before, Scope scope) {
            this.before = before;
            this.scope = scope;
        }

        void restore() {
            scope.close();
            // A scope does not close over one that was left open inside it.
            if (Context.current() != before) {
                makeCurrentForGood(before);
            }
        }
    }

    Replaced install() {
        return new Replaced(Context.current(), context.makeCurrent());
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static void makeCurrentForGood(Context context) {
        context.makeCurrent();
    }
}
