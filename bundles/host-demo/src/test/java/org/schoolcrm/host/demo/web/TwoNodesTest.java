package org.schoolcrm.host.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Two nodes over one database: whoever logs in at one is known at the other. */
@OnBothDatabases
class TwoNodesTest {

    private final SettableClock clock = new SettableClock("2026-09-15T09:00:00Z");
    private final TestDatabase database;
    private final Sessions one;
    private final Sessions other;

    TwoNodesTest(TestDatabase database) {
        this.database = database;
        this.one = node();
        this.other = node();
    }

    @Test
    void a_login_at_one_node_counts_at_the_other_with_the_same_rights() {
        var token = one.begin("manager", "demo").orElseThrow();

        var there = new SessionCallers(other).whoIs(request(token)).orElseThrow();

        assertThat(there)
                .isEqualTo(new SessionCallers(one).whoIs(request(token)).orElseThrow());
        assertThat(there.may(Permission.INVOICE_ISSUE, new BranchId(1))).isTrue();
        assertThat(there.may(Permission.SETTINGS_EDIT, new BranchId(1))).isFalse();
    }

    @Test
    void a_logout_at_one_node_ends_the_session_at_both() {
        var token = one.begin("manager", "demo").orElseThrow();
        other.end(token);

        assertThat(one.userOf(token)).isEmpty();
        assertThat(other.userOf(token)).isEmpty();
    }

    @Test
    void a_session_outlives_its_node_and_ends_on_time_everywhere() {
        var token = one.begin("manager", "demo").orElseThrow();

        assertThat(node().userOf(token)).isPresent();
        clock.advance(Duration.ofHours(12));
        assertThat(one.userOf(token)).isEmpty();
        assertThat(other.userOf(token)).isEmpty();
    }

    /** Comes up as a node does: migrates, creates the school unless it is there, and keeps nothing in memory of the other. */
    private Sessions node() {
        var transactions = new JtaTransactions(database.transactionManager());
        var tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        new SchoolSeeder(tables, transactions, clock, 7, 20, "2026-09-15");
        return new Sessions(tables, transactions, clock);
    }

    private static RequestFacts request(String token) {
        return new RequestFacts(Map.of(SessionCookie.NAME, token), "");
    }
}
