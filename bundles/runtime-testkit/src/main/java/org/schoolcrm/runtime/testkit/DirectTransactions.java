package org.schoolcrm.runtime.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Transactions;

/** Runs the work as it is, for stores in memory that have nothing to roll back. */
public final class DirectTransactions implements Transactions {

    @Override
    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        return work.get();
    }

    @Override
    public <T extends @Nullable Object> T apart(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void afterCommit(Runnable effect) {
        effect.run();
    }
}
