package dev.wove.spring.boot;

import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.WeaveListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Says once of each weave that it starts inside a transaction. Its tasks run on other threads, so they neither see nor join the
 * transaction; and where they take connections from the pool that the caller's came from, enough callers at once leave none.
 */
final class TransactionCheck implements WeaveObserver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.spring");
    private static final int MOST = 1_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Override
    public @Nullable WeaveListener starts(RunStart run) {
        if (run.around() == null
                && TransactionSynchronizationManager.isActualTransactionActive()
                && told.size() < MOST
                && told.add(run.family())) {
            LOG.warn(
                    "Weave '{}' starts inside transaction '{}': tasks on other threads neither see nor join it, and take"
                            + " connections of their own while it holds one.\n  Weave outside of the transaction, or open one"
                            + " inside the task that writes. wove.transaction-check=off says nothing.",
                    run.weave(),
                    TransactionSynchronizationManager.getCurrentTransactionName());
        }
        return null;
    }
}
