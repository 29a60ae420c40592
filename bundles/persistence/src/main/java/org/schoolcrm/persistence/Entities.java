package org.schoolcrm.persistence;

import java.util.Optional;
import java.util.function.Function;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/**
 * JPA rows inside the caller's transaction. Every call sees what SQL has written before it and is seen by SQL after it.
 */
public final class Entities {

    private final EntityManagerFactory factory;

    public Entities(EntityManagerFactory factory) {
        this.factory = factory;
    }

    public void add(Object row) {
        write(manager -> {
            manager.persist(row);
            return row;
        });
    }

    /** The row, locked until the transaction ends, changed by the step. */
    public <R, T extends @Nullable Object> Optional<T> change(Class<R> type, Object id, Function<R, T> step) {
        return write(manager -> {
            var row = manager.find(type, id, LockModeType.PESSIMISTIC_WRITE);
            return row == null ? Optional.empty() : Optional.ofNullable(step.apply(row));
        });
    }

    /** Adds the row or puts it in place of the one with its id. */
    public void put(Object row) {
        write(manager -> manager.merge(row));
    }

    public <R> Optional<R> find(Class<R> type, Object id) {
        return read(manager -> Optional.ofNullable(manager.find(type, id)));
    }

    public <T> T read(Function<EntityManager, T> work) {
        var manager = factory.createEntityManager();
        try {
            return work.apply(manager);
        } finally {
            manager.close();
        }
    }

    private <T> T write(Function<EntityManager, T> work) {
        var manager = factory.createEntityManager();
        try {
            manager.joinTransaction();
            T result = work.apply(manager);
            manager.flush();
            return result;
        } finally {
            manager.close();
        }
    }
}
