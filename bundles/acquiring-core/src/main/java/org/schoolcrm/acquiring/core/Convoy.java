package org.schoolcrm.acquiring.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets what several threads bring at the same moment go together: while one thread does the work of a group, the others
 * gather for the next. Nobody waits for company.
 *
 * @param <T> what is brought
 * @param <R> what comes of it
 */
final class Convoy<T, R> {

    private final int seats;
    private final Function<List<T>, List<R>> work;
    private final Queue<Seat<T, R>> waiting = new ArrayDeque<>();
    private boolean underWay;

    /**
     * @param seats how many go together at most
     * @param work gives one result for each that it is given, in their order, or fails for all of them
     */
    Convoy(int seats, Function<List<T>, List<R>> work) {
        this.seats = seats;
        this.work = work;
    }

    /** Where one is the reason why a group fails, all others are spared: each is tried on its own. */
    R take(T one) {
        var seat = new Seat<T, R>(one);
        boolean leads;
        synchronized (this) {
            waiting.add(seat);
            leads = !underWay;
            underWay = true;
        }
        if (leads || seat.called.join() == Call.LEAD) {
            lead();
        }
        var result = seat.result;
        return result == null ? work.apply(List.of(one)).get(0) : result;
    }

    /** The leader's own seat is the first of those that wait. */
    private void lead() {
        var group = group();
        try {
            var results = work.apply(group.stream().map(seat -> seat.brought).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                throw e;
            }
        } finally {
            group.stream().skip(1).forEach(seat -> seat.called.complete(Call.ARRIVED));
            callNext();
        }
    }

    private synchronized List<Seat<T, R>> group() {
        var group = new ArrayList<Seat<T, R>>();
        while (group.size() < seats && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private synchronized void callNext() {
        var next = waiting.peek();
        if (next == null) {
            underWay = false;
        } else {
            next.called.complete(Call.LEAD);
        }
    }

    /** What a thread that waits is called for. */
    private enum Call {
        LEAD,
        ARRIVED
    }

    /** A place in the group; whoever leads sets the result before the call. */
    private static final class Seat<T, R> {

        private final T brought;
        private final CompletableFuture<Call> called = new CompletableFuture<>();
        private @Nullable R result;

        Seat(T brought) {
            this.brought = brought;
        }
    }
}
