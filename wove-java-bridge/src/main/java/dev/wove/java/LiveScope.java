package dev.wove.java;

import dev.wove.internal.engine.scope.ScopeExecution;

/**
 * A scope in which calls start at once, and may be given the results of other calls as arguments. Obtained from
 * {@link Wove#taskScope()}, and closed where it was opened:
 *
 * <pre>{@code
 * try (var scope = Wove.taskScope()) {
 *     var a = scope.start(fetch, 1);                                  // starts now
 *     var b = scope.start(a, scope.start(fetch, 2), String::concat);  // starts when both are there
 *     return b.join();
 * }
 * }</pre>
 *
 * <h2>Failure</h2>
 * The first failure ends the scope: what runs is cancelled, and what is started later is skipped; the thread that has opened
 * it is not interrupted, but whatever it joins throws. With {@code onFailure(CONTINUE)} only what takes the failed result is
 * skipped. {@link #close} throws what nobody was told.
 *
 * <h2>Threads</h2>
 * Bodies run as in weaves, and go on whatever the thread that has opened the scope does. Scopes that it opens meanwhile are
 * inside this one, and their calls may take its results.
 */
public final class LiveScope extends ScopeCalls implements AutoCloseable {
    LiveScope(ScopeExecution scope) {
        super(scope);
    }

    /**
     * Blocks until nothing of the scope runs any more: what still runs is waited for, or cancelled, as the scope's
     * {@link dev.wove.Exit} says. A second call does nothing.
     *
     * <p>Then throws the first failure that nobody was given by {@code join} or otherwise, the same instance, checked or not,
     * with the rest suppressed. Interrupting the thread cancels the scope, which is waited for; the flag is set again.
     *
     * @throws dev.wove.NotAwaitedException if the scope's exit asks for it
     * @throws dev.wove.WeaveCancelledException if the thread was interrupted
     * @throws IllegalStateException on another thread than the one that has opened the scope; also if scopes that were opened
     *     inside it are still open: those are cancelled and closed first, and named
     */
    @Override
    public void close() {
        scope.close();
    }
}
