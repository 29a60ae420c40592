package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.AuditTrail.Entry;
import org.schoolcrm.runtime.api.AuditTrail.Filter;
import org.schoolcrm.runtime.api.AuditTrail.Flaw;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The trail is kept, found, sealed, and tells whoever touches it afterwards (I16). */
@OnBothDatabases
class AuditTrailTest {

    private static final Actor ANNA = Actor.user(7);

    private final SettableClock clock = new SettableClock("2026-09-01T22:00:00Z");
    private final JtaTransactions transactions;
    private final Jdbi jdbi;
    private final JdbcAudit audit;
    private final JdbcAuditTrail trail;
    private final AuditSealer sealer;

    AuditTrailTest(TestDatabase database) {
        var tables =
                new OwnTables(database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        transactions = new JtaTransactions(database.transactionManager());
        jdbi = tables.jdbi();
        audit = new JdbcAudit(tables, clock);
        trail = new JdbcAuditTrail(tables, clock);
        sealer = new AuditSealer(tables, transactions, new FakeJobs(clock), clock);
        transactions.run(() -> jdbi.useHandle(handle -> {
            handle.execute("delete from audit_link");
            handle.execute("delete from audit_record");
        }));
    }

    @Test
    @DisplayName("R156 every record says who, when, from and to, and is found by filter")
    void records_are_found_by_filter() {
        write(1, "invoice.archived", "invoice:1");
        clock.advance(Duration.ofSeconds(5));
        write(1, "invoice.booked", "invoice:2");
        write(2, "invoice.archived", "invoice:3");

        assertThat(subjects(filter(1, null, null, null))).containsExactly("invoice:2", "invoice:1");
        assertThat(subjects(filter(1, "invoice.archived", null, null))).containsExactly("invoice:1");
        assertThat(subjects(filter(1, null, "invoice:2", null))).containsExactly("invoice:2");
        assertThat(subjects(filter(1, null, null, clock.now()))).containsExactly("invoice:2");
        var page = trail.page(filter(1, null, null, null), Long.MAX_VALUE, 1);
        assertThat(trail.page(filter(1, null, null, null), page.get(0).id(), 10))
                .extracting(one -> one.record().subject())
                .containsExactly("invoice:1");
        assertThat(page.get(0).record())
                .isEqualTo(new AuditRecord(ANNA, 1, "invoice.booked", "invoice:2", "was", "is"));
        assertThat(page.get(0).at()).isEqualTo(clock.now());
    }

    @Test
    void records_are_chained_by_branch_and_day() {
        threeDays();

        assertThat(trail.verify().flaws()).isEmpty();
        assertThat(trail.verify().sealed()).isEqualTo(8);
        assertThat(column("select count(distinct on_day) from audit_link where branch_id = 1"))
                .isEqualTo(2);
        assertThat(column("select max(place) from audit_link where branch_id = 2"))
                .isEqualTo(2);
    }

    @Test
    void a_record_that_comes_late_joins_the_end_of_its_day() {
        threeDays();
        var now = clock.now();
        clock.set("2026-09-01T22:30:00Z");
        write(1, "invoice.booked", "invoice:late");
        clock.set(now.toString());
        sealer.run("one");

        assertThat(trail.verify().flaws()).isEmpty();
        assertThat(trail.verify().sealed()).isEqualTo(9);
    }

    @Test
    void a_record_whose_transaction_ends_after_later_ones_were_sealed_is_sealed_too() {
        threeDays();
        transactions.run(() -> {
            audit.record(new AuditRecord(ANNA, 1, "invoice.booked", "invoice:slow", "was", "is"));
            transactions.apart(() -> {
                write(1, "invoice.booked", "invoice:quick");
                clock.advance(Duration.ofMinutes(30));
                sealer.run("one");
                return true;
            });
        });
        assertThat(trail.verify().sealed()).isEqualTo(9);

        clock.advance(Duration.ofMinutes(50));
        sealer.run("one");

        assertThat(trail.verify().sealed()).isEqualTo(10);
        assertThat(trail.verify().flaws()).isEmpty();
    }

    @Test
    void a_record_that_was_changed_is_found() {
        threeDays();
        transactions.run(() -> jdbi.useHandle(
                handle -> handle.execute("update audit_record set became = 'nothing' where subject = 'invoice:2'")));

        assertThat(flaws()).hasSize(1).allMatch(what -> what.endsWith("was changed"));
    }

    @Test
    void a_record_that_was_taken_out_is_found() {
        threeDays();
        transactions.run(() -> jdbi.useHandle(handle -> {
            handle.execute(
                    "delete from audit_link where record_id = (select id from audit_record where subject = 'invoice:2')");
            handle.execute("delete from audit_record where subject = 'invoice:2'");
        }));

        assertThat(flaws()).contains("a record before this one is gone", "the chain is broken here");
    }

    @Test
    void a_record_that_was_slipped_in_or_sealed_anew_is_found() {
        threeDays();
        transactions.run(() -> jdbi.useHandle(handle -> handle.execute(
                "update audit_link set previous = '" + "0".repeat(64) + "' where place = 2 and branch_id = 1")));

        assertThat(flaws()).contains("the chain is broken here");
    }

    @Test
    void a_record_that_is_never_sealed_is_found() {
        write(1, "invoice.booked", "invoice:1");
        clock.advance(Duration.ofHours(2));

        assertThat(flaws()).hasSize(1).allMatch(what -> what.endsWith("was never sealed"));
    }

    @Test
    void what_has_only_just_been_written_waits_for_its_seal() {
        write(1, "invoice.booked", "invoice:1");
        sealer.run("one");

        assertThat(trail.page(filter(1, null, null, null), Long.MAX_VALUE, 1))
                .extracting(Entry::seal)
                .containsOnlyNulls();
    }

    /** Five records of one branch over a midnight, and three of others. */
    private void threeDays() {
        write(1, "invoice.issued", "invoice:1");
        write(1, "invoice.issued", "invoice:2");
        write(1, "invoice.issued", "invoice:3");
        write(2, "invoice.issued", "invoice:4");
        write(2, "invoice.issued", "invoice:5");
        clock.advance(Duration.ofHours(3));
        sealer.run("one");
        write(1, "invoice.booked", "invoice:1");
        write(1, "invoice.booked", "invoice:3");
        write(0, "school.changed", "school");
        clock.advance(Duration.ofHours(3));
        sealer.run("one");
    }

    private void write(long branch, String action, String subject) {
        transactions.run(() -> audit.record(new AuditRecord(ANNA, branch, action, subject, "was", "is")));
    }

    private static Filter filter(long branch, String action, String subject, Instant from) {
        return new Filter(branch, null, action, subject, from, null);
    }

    private List<String> subjects(Filter filter) {
        return trail.page(filter, Long.MAX_VALUE, 10).stream()
                .map(one -> one.record().subject())
                .toList();
    }

    private List<String> flaws() {
        return trail.verify().flaws().stream().map(Flaw::what).toList();
    }

    private int column(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }
}
