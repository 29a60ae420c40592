package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.schoolcrm.persistence.reply.JdbcReplies;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Replies.Reply;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A key is taken once, whoever else wants it waits, and its answer stays for a day. */
@OnBothDatabases
class RepliesTest {

    private static final Actor ANNA = Actor.user(7);
    private static final int CALLERS = 16;

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final JtaTransactions transactions;
    private final JdbcReplies replies;
    private final String key = "key-" + System.nanoTime();

    RepliesTest(TestDatabase database) {
        transactions = new JtaTransactions(database.transactionManager());
        replies = new JdbcReplies(
                new BillingTables(
                        database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns()),
                clock);
    }

    @Test
    void one_of_many_callers_at_once_carries_the_request_out() throws Exception {
        var carriedOut = new AtomicInteger();
        Callable<String> call = () -> transactions.inTransaction(() -> replies.take(ANNA, key, "r")
                .map(Reply::answer)
                .orElseGet(() -> {
                    replies.keep(ANNA, key, "answer " + carriedOut.incrementAndGet());
                    return "answer 1";
                }));
        var pool = Executors.newFixedThreadPool(CALLERS);
        try {
            for (var done : pool.invokeAll(Collections.nCopies(CALLERS, call))) {
                assertThat(done.get()).isEqualTo("answer 1");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(carriedOut).hasValue(1);
    }

    @Test
    void a_request_that_fails_leaves_its_key_free() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    assertThat(replies.take(ANNA, key, "r")).isEmpty();
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(transactions.inTransaction(() -> replies.take(ANNA, key, "r")))
                .isEmpty();
    }

    @Test
    void a_request_under_way_is_told_from_one_that_was_answered() {
        transactions.run(() -> replies.take(ANNA, key, "r"));
        assertThat(transactions.inTransaction(() -> replies.take(ANNA, key, "r")))
                .contains(new Reply("r", ""));

        transactions.run(() -> replies.keep(ANNA, key, "done"));
        transactions.run(() -> replies.free(ANNA, key));
        assertThat(transactions.inTransaction(() -> replies.take(ANNA, key, "other")))
                .as("what was answered is not given back")
                .contains(new Reply("r", "done"));
    }

    @Test
    void a_key_is_its_callers_own_and_free_again_after_a_day() {
        transactions.run(() -> replies.take(ANNA, key, "r"));

        assertThat(transactions.inTransaction(() -> replies.take(Actor.user(8), key, "r")))
                .isEmpty();
        clock.advance(Duration.ofHours(25));
        assertThat(transactions.inTransaction(() -> replies.take(ANNA, key, "r")))
                .isEmpty();
    }
}
