package org.schoolcrm.acquiring.core.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: calls of several threads that wait at the same moment share one transaction. Up to two groups are in
 * flight, so that one works while the other waits for the disk; the second starts once it is as large as the first.
 *
 * @param <T> a call
 * @param <R> its result
 */
final class GroupCommit<T, R> {

    private final int groupSize;
    private final Function<List<T>, List<R>> commit;
    private final Queue<PendingCall<T, R>> waiting = new ArrayDeque<>();
    private int groupsInFlight;
    private int inFlight;

    /**
     * @param groupSize the most calls of one group
     * @param commit gives one result for each call, in their order, or fails for all of them
     */
    GroupCommit(int groupSize, Function<List<T>, List<R>> commit) {
        this.groupSize = groupSize;
        this.commit = commit;
    }

    /** Returns when the call is committed. If a group fails, each of its calls is tried alone. */
    R submit(T call) {
        var pending = new PendingCall<T, R>(call);
        synchronized (this) {
            waiting.add(pending);
            startNext();
        }
        var group = pending.started.join();
        if (!group.isEmpty()) {
            lead(group);
        }
        var result = pending.result;
        return result == null ? commit.apply(List.of(call)).get(0) : result;
    }

    private void lead(List<PendingCall<T, R>> group) {
        try {
            var results =
                    commit.apply(group.stream().map(pending -> pending.call).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                throw e;
            }
        } finally {
            synchronized (this) {
                groupsInFlight--;
                inFlight -= group.size();
                startNext();
            }
            group.stream().skip(1).forEach(pending -> pending.started.complete(List.of()));
        }
    }

    /** The first of the waiting calls leads the next group. */
    private void startNext() {
        boolean starts =
                groupsInFlight == 0 || (groupsInFlight == 1 && waiting.size() >= Math.min(inFlight, groupSize));
        if (waiting.isEmpty() || !starts) {
            return;
        }
        var group = new ArrayList<PendingCall<T, R>>();
        while (group.size() < groupSize && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        groupsInFlight++;
        inFlight += group.size();
        group.get(0).started.complete(group);
    }

    /** A call that waits for its group; the group's leader sets the result first and then wakes it. */
    private static final class PendingCall<T, R> {

        private final T call;
        /** The group that this call is to lead, or none if its leader is done. */
        private final CompletableFuture<List<PendingCall<T, R>>> started = new CompletableFuture<>();

        private @Nullable R result;

        PendingCall(T call) {
            this.call = call;
        }
    }
}
