package org.schoolcrm.runtime;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import javax.transaction.HeuristicMixedException;
import javax.transaction.HeuristicRollbackException;
import javax.transaction.InvalidTransactionException;
import javax.transaction.NotSupportedException;
import javax.transaction.RollbackException;
import javax.transaction.Status;
import javax.transaction.SystemException;
import javax.transaction.Transaction;
import javax.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Transactions;

/** Transactions of the container's transaction manager; JPA, JDBC and jobs all take part in them. */
public final class JtaTransactions implements Transactions {

    private static final int ATTEMPTS = 5;

    private final TransactionManager manager;
    private final FailsafeExecutor<@Nullable Object> retrying = Failsafe.with(RetryPolicy.<@Nullable Object>builder()
            .handleIf(DatabaseConflict::isBehind)
            .withMaxAttempts(ATTEMPTS)
            .withBackoff(10, 200, ChronoUnit.MILLIS)
            .withJitter(0.5)
            .build());

    public JtaTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        return isActive() ? join(work) : retrying.get(() -> alone(work));
    }

    @Override
    public <T extends @Nullable Object> T apart(Supplier<T> work) {
        if (!isActive()) {
            return inTransaction(work);
        }
        Transaction callers;
        try {
            callers = manager.suspend();
        } catch (SystemException e) {
            throw broken(e);
        }
        try {
            return inTransaction(work);
        } finally {
            resume(callers);
        }
    }

    @Override
    public void afterCommit(Runnable effect) {
        if (!isActive()) {
            effect.run();
            return;
        }
        try {
            manager.getTransaction().registerSynchronization(new AfterCommit(effect));
        } catch (RollbackException e) {
            throw new IllegalStateException("The transaction is to be rolled back", e);
        } catch (SystemException e) {
            throw broken(e);
        }
    }

    /** A failing part rolls the whole back, even if a caller in between catches the failure. */
    private <T extends @Nullable Object> T join(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            markForRollback();
            throw e;
        }
    }

    private <T extends @Nullable Object> T alone(Supplier<T> work) {
        begin();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            rollback(e);
            throw e;
        }
        commit();
        return result;
    }

    private boolean isActive() {
        try {
            return manager.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException e) {
            throw broken(e);
        }
    }

    private void begin() {
        try {
            manager.begin();
        } catch (NotSupportedException | SystemException e) {
            throw broken(e);
        }
    }

    private void commit() {
        try {
            manager.commit();
        } catch (RollbackException | HeuristicRollbackException e) {
            throw new IllegalStateException("The transaction was rolled back: nothing was saved", e);
        } catch (HeuristicMixedException | SystemException e) {
            throw broken(e);
        }
    }

    private void rollback(Throwable reason) {
        try {
            manager.rollback();
        } catch (SystemException e) {
            reason.addSuppressed(e);
        }
    }

    private void resume(Transaction callers) {
        try {
            manager.resume(callers);
        } catch (InvalidTransactionException | SystemException e) {
            throw broken(e);
        }
    }

    private void markForRollback() {
        try {
            manager.setRollbackOnly();
        } catch (SystemException e) {
            throw broken(e);
        }
    }

    private static IllegalStateException broken(Exception e) {
        return new IllegalStateException("The transaction manager does not work", e);
    }
}
