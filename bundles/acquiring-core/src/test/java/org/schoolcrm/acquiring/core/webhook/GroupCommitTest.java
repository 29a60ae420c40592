package org.schoolcrm.acquiring.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who goes with whom, counted and not timed: groups stand at the gate until the test lets one through. */
class GroupCommitTest {

    private final List<List<Integer>> departed = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(0);
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final GroupCommit<Integer, String> group = new GroupCommit<>(4, this::carry);

    @AfterEach
    void everybody_goes_home() {
        gate.release(1000);
        people.shutdown();
    }

    @Test
    void one_who_is_alone_goes_at_once_and_alone() {
        gate.release(2);

        assertThat(group.submit(1)).isEqualTo("1 there");
        assertThat(group.submit(2)).isEqualTo("2 there");
        assertThat(departed).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void those_who_come_while_two_groups_are_under_way_go_together_and_each_hears_its_own_result() throws Exception {
        var first = List.of(comes(1), comes(2));
        var later = List.of(comes(3), comes(4), comes(5));

        gate.release(3);

        assertThat(results(first)).containsExactly("1 there", "2 there");
        assertThat(results(later)).containsExactly("3 there", "4 there", "5 there");
        assertThat(departed).hasSize(3).contains(List.of(1), List.of(2), List.of(3, 4, 5));
    }

    @Test
    void nobody_is_left_behind_when_there_are_more_than_seats() throws Exception {
        var all = new ArrayList<Future<String>>();
        for (int i = 1; i <= 12; i++) {
            all.add(comes(i));
        }

        gate.release(100);

        assertThat(results(all)).hasSize(12).doesNotHaveDuplicates();
        assertThat(departed).allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(4));
        assertThat(departed.stream().flatMap(List::stream)).hasSize(12);
    }

    @Test
    void a_group_that_fails_is_tried_one_by_one_and_only_the_culprit_hears_of_it() throws Exception {
        var first = List.of(comes(1), comes(2));
        var good = comes(3);
        var bad = comes(-4);
        var alsoGood = comes(5);

        gate.release(100);

        assertThat(results(first)).containsExactly("1 there", "2 there");
        assertThat(good.get()).isEqualTo("3 there");
        assertThat(alsoGood.get()).isEqualTo("5 there");
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasMessageContaining("-4 is broken");
        assertThat(group.submit(6)).isEqualTo("6 there");
    }

    private List<String> carry(List<Integer> group) {
        departed.add(group);
        gate.acquireUninterruptibly();
        if (group.contains(-4)) {
            throw new IllegalStateException("-4 is broken");
        }
        return group.stream().map(one -> one + " there").toList();
    }

    /** Returns when the one who comes has set out or waits. */
    private Future<String> comes(int who) throws InterruptedException {
        var started = new CountDownLatch(1);
        var thread = new Thread[1];
        var task = new FutureTask<>(() -> {
            thread[0] = Thread.currentThread();
            started.countDown();
            return group.submit(who);
        });
        people.execute(task);
        started.await();
        while (thread[0].getState() != Thread.State.WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    private static List<String> results(List<Future<String>> all) throws Exception {
        var results = new ArrayList<String>();
        for (var one : all) {
            results.add(one.get());
        }
        return results;
    }
}
