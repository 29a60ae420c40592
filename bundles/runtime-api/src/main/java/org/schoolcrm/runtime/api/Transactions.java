package org.schoolcrm.runtime.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Makes several changes commit together or not at all. */
@ProviderType
public interface Transactions {

    /**
     * Runs the work in the caller's transaction, or in a new one of its own.
     *
     * <p>The outermost call repeats the work a few times when the database chose it as the victim of a conflict,
     * so the work must have no effect outside the database.
     */
    <T extends @Nullable Object> T inTransaction(Supplier<T> work);

    /** Runs the work in a transaction of its own, which stays whatever becomes of the caller's. */
    <T extends @Nullable Object> T apart(Supplier<T> work);

    /** Like {@link #inTransaction}, for work without a result. */
    default void run(Runnable work) {
        this.<@Nullable Void>inTransaction(() -> {
            work.run();
            return null;
        });
    }

    /** Runs the effect once the current transaction has committed, or at once when there is none. */
    void afterCommit(Runnable effect);
}
