package dev.wove.internal.pool;

import java.util.concurrent.Executor;

/** Where the blocking bodies of a weave run. */
public final class BodyPool {
    /** Where those run of weaves to which nobody has said otherwise. */
    public static final BodyPool DEFAULT = new BodyPool(BlockingPool::execute, BlockingPool.isVirtual(), true);

    private final Executor executor;
    private final boolean isVirtual;
    private final boolean namesThreads;

    private BodyPool(Executor executor, boolean isVirtual, boolean namesThreads) {
        this.executor = executor;
        this.isVirtual = isVirtual;
        this.namesThreads = namesThreads;
    }

    /** On threads of the application. */
    public static BodyPool of(Executor executor, boolean namesThreads) {
        return new BodyPool(executor, false, namesThreads);
    }

    /** On virtual threads, if this JVM has them, or on platform threads. */
    public static BodyPool of(boolean virtual, boolean namesThreads) {
        return new BodyPool(BlockingPool.of(virtual), BlockingPool.hasVirtual(virtual), namesThreads);
    }

    /** Where bodies run unless somebody says otherwise, with or without their names on the threads. */
    public static BodyPool ofProcess(boolean namesThreads) {
        return namesThreads ? DEFAULT : new BodyPool(BlockingPool::execute, BlockingPool.isVirtual(), false);
    }

    public void execute(Runnable call) {
        executor.execute(call);
    }

    /** Whether its threads are virtual, and so cost next to nothing. */
    public boolean isVirtual() {
        return isVirtual;
    }

    /** Whether threads are called after the bodies that they run. */
    public boolean namesThreads() {
        return namesThreads;
    }

    /** Calls this thread, on which a body begins, {@code label}. Each new name is a system call: items share one. */
    public void nameThread(String label) {
        var thread = Thread.currentThread();
        if (!thread.getName().equals(label)) {
            thread.setName(label);
        }
    }
}
