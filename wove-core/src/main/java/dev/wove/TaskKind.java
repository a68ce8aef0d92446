package dev.wove;

/** How the body of a task runs. More may come: a {@code switch} needs a {@code default}, a {@code when} an {@code else}. */
public enum TaskKind {
    /** In the caller's coroutine context; may suspend. */
    SUSPENDING,
    /** On a virtual thread or the elastic pool; may block, is interrupted on cancellation. */
    BLOCKING,
    /** Called where the engine runs; returns a {@link java.util.concurrent.CompletionStage} that is waited for. */
    STAGE
}
