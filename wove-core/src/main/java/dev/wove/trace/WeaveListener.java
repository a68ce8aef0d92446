package dev.wove.trace;

/**
 * Is told what happens in a weave while it runs, and in the weaves inside it. Given to a weave with
 * {@code WeaveOptions.listener(...)}.
 *
 * <p>Each event is told exactly once, in causal order: the ends of a task's inputs before its start, its start before its
 * end, and so on down to {@link TraceEvent.WeaveEnded}, after which nothing of that weave is told any more. Tasks that
 * do not depend on each other are told of by several threads at the same time, and in no order.
 *
 * <p>It is called on the threads of the engine, which wait for it: return at once, and hand over what takes time. What it
 * throws is logged, once per run, and changes nothing else. Must be safe to call from several threads.
 */
@FunctionalInterface
public interface WeaveListener {
    /** Something has happened. */
    void happened(TraceEvent event);
}
