package org.schoolcrm.acquiring.core.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets what several threads bring at the same moment go together. Up to two groups are under way at once, so that one
 * can work while the other waits for a disk; the second sets out as soon as it is as large as the first.
 *
 * @param <T> what is brought
 * @param <R> what comes of it
 */
public final class GroupCommit<T, R> {

    private final int seats;
    private final Function<List<T>, List<R>> work;
    private final Queue<Seat<T, R>> waiting = new ArrayDeque<>();
    private int groups;
    private int travelling;

    /**
     * @param seats how many go together at most
     * @param work gives one result for each that it is given, in their order, or fails for all of them
     */
    public GroupCommit(int seats, Function<List<T>, List<R>> work) {
        this.seats = seats;
        this.work = work;
    }

    /** Where one is the reason why a group fails, all others are spared: each is tried on its own. */
    public R take(T one) {
        var seat = new Seat<T, R>(one);
        synchronized (this) {
            waiting.add(seat);
            sendNext();
        }
        var group = seat.called.join();
        if (!group.isEmpty()) {
            lead(group);
        }
        var result = seat.result;
        return result == null ? work.apply(List.of(one)).get(0) : result;
    }

    private void lead(List<Seat<T, R>> group) {
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
            synchronized (this) {
                groups--;
                travelling -= group.size();
                sendNext();
            }
            group.stream().skip(1).forEach(seat -> seat.called.complete(List.of()));
        }
    }

    /** The first of those that wait leads the next group. */
    private void sendNext() {
        boolean goes = groups == 0 || (groups == 1 && waiting.size() >= Math.min(travelling, seats));
        if (waiting.isEmpty() || !goes) {
            return;
        }
        var group = new ArrayList<Seat<T, R>>();
        while (group.size() < seats && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        groups++;
        travelling += group.size();
        group.get(0).called.complete(group);
    }

    /** A place in a group; whoever leads the group sets the result before the call. */
    private static final class Seat<T, R> {

        private final T brought;
        /** The group that this one has to lead, or none if its leader is done. */
        private final CompletableFuture<List<Seat<T, R>>> called = new CompletableFuture<>();

        private @Nullable R result;

        Seat(T brought) {
            this.brought = brought;
        }
    }
}
