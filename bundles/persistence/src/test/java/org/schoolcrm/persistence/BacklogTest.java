package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.schoolcrm.persistence.queue.JdbcBacklog;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.spi.Backlog;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A queue is as long as what is due in it, and as old as the first of that. */
@OnBothDatabases
class BacklogTest {

    private final BillingTables tables;
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);

    BacklogTest(TestDatabase database) {
        tables = new BillingTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        clear();
    }

    @Test
    void an_empty_queue_has_no_age() {
        assertThat(JdbcBacklog.providerCalls(tables).waiting()).isEqualTo(new Backlog.Waiting(0, null));
        for (var queue : new Backlog[] {
            JdbcBacklog.messages(tables),
            JdbcBacklog.credits(tables),
            JdbcBacklog.bankCalls(tables),
            JdbcBacklog.invoiceEvents(tables)
        }) {
            assertThat(queue.waiting().entries()).as(queue.queue()).isNotNegative();
        }
    }

    @Test
    void what_is_done_or_not_due_yet_does_not_wait() {
        var first = now.minus(Duration.ofHours(2));
        call("a", "WAITING", first);
        call("b", "WAITING", now.minus(Duration.ofHours(1)));
        call("c", "READ", now.minus(Duration.ofHours(3)));
        call("d", "WAITING", now.plus(Duration.ofHours(1)));

        assertThat(JdbcBacklog.providerCalls(tables).waiting()).isEqualTo(new Backlog.Waiting(2, first));
    }

    private void call(String key, String state, Instant at) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into provider_call (provider_account_id, news_key,"
                                + " verified, state, received_at, raw_sealed) values (1, :key, true, :state, :at, '')")
                        .bind("key", key)
                        .bind("state", state)
                        .bind("at", at)
                        .execute());
    }

    private void clear() {
        tables.jdbi().useHandle(handle -> handle.execute("delete from provider_call"));
    }
}
