package dev.wove.benchmarks.side;

import java.util.concurrent.Executor;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/** The threads of {@code Dispatchers.Default} for the peers that ask for an executor, so that all sides run on the same. */
public final class DefaultDispatcher {
    public static final Executor EXECUTOR = ExecutorsKt.asExecutor(Dispatchers.getDefault());

    private DefaultDispatcher() {}
}
