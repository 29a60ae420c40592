package org.schoolcrm.host.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.host.demo.web.OpenSessions.OpenSession;
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
        var token = logIn(one);

        var there = callers(other).whoIs(request(token)).orElseThrow();

        assertThat(there).isEqualTo(callers(one).whoIs(request(token)).orElseThrow());
        assertThat(there.may(Permission.INVOICE_ISSUE, new BranchId(1))).isTrue();
        assertThat(there.may(Permission.SETTINGS_EDIT, new BranchId(1))).isFalse();
    }

    @Test
    void a_logout_at_one_node_ends_the_session_at_both() {
        var token = logIn(one);
        other.end(token);

        assertThat(one.userOf(token)).isEmpty();
        assertThat(other.userOf(token)).isEmpty();
    }

    @Test
    void a_session_outlives_its_node_and_ends_on_time_everywhere() {
        var token = logIn(one);

        assertThat(node().userOf(token)).isPresent();
        clock.advance(Duration.ofHours(12));
        assertThat(one.userOf(token)).isEmpty();
        assertThat(other.userOf(token)).isEmpty();
    }

    @Test
    void a_session_that_nobody_uses_ends_after_two_hours_and_one_that_is_used_does_not() {
        var used = logIn(one);
        var idle = logIn(one);

        clock.advance(Duration.ofMinutes(110));
        assertThat(other.userOf(used)).isPresent();
        clock.advance(Duration.ofMinutes(20));

        assertThat(one.userOf(idle)).isEmpty();
        assertThat(one.userOf(used)).isPresent();
    }

    @Test
    void being_watched_by_a_stream_of_events_keeps_no_session_alive() {
        var token = logIn(one);
        clock.advance(Duration.ofMinutes(110));

        assertThat(callers(one).whoAre(Set.of(request(token), request("nobody's"))))
                .containsOnlyKeys(request(token));
        clock.advance(Duration.ofMinutes(20));
        assertThat(callers(one).whoAre(Set.of(request(token)))).isEmpty();
    }

    @Test
    void logging_out_everywhere_ends_every_session_of_the_user_and_of_nobody_else() {
        var first = logIn(one);
        var second = logIn(other);
        var admin = begin(one, "admin");

        one.endAll(one.userOf(first).orElseThrow().id());

        assertThat(one.userOf(first)).isEmpty();
        assertThat(other.userOf(second)).isEmpty();
        assertThat(one.userOf(admin)).isPresent();
    }

    @Test
    void a_user_sees_the_sessions_of_all_nodes_and_only_those_that_still_let_somebody_in() {
        clock.set("2026-09-16T09:00:00Z");
        var over = logIn(one);
        long user = one.userOf(over).orElseThrow().id();
        clock.advance(Duration.ofHours(3));
        var here = logIn(one);
        clock.advance(Duration.ofMinutes(5));
        var there = logIn(other);
        begin(other, "admin");

        var listed = open().of(user);

        assertThat(listed)
                .extracting(OpenSession::id)
                .startsWith(Sessions.hex(there), Sessions.hex(here))
                .doesNotContain(Sessions.hex(over));
        assertThat(listed.get(0))
                .isEqualTo(
                        new OpenSession(Sessions.hex(there), clock.now(), clock.now(), "192.0.2.1", "Firefox, Linux"));
    }

    @Test
    void ending_one_session_at_a_node_ends_it_at_the_other_and_is_open_to_its_user_only() {
        var mine = logIn(one);
        var admin = begin(one, "admin");
        long user = one.userOf(mine).orElseThrow().id();

        assertThat(open().end(user, Sessions.hex(admin))).isFalse();
        assertThat(open().end(user, "no session")).isFalse();
        assertThat(open().end(user, Sessions.hex(mine))).isTrue();

        assertThat(other.userOf(mine)).isEmpty();
        assertThat(other.userOf(admin)).isPresent();
    }

    @Test
    void ending_all_others_leaves_the_one_that_asks() {
        var mine = logIn(one);
        var phone = logIn(other);
        var admin = begin(one, "admin");

        open().endOthers(one.userOf(mine).orElseThrow().id(), Sessions.hex(mine));

        assertThat(other.userOf(mine)).isPresent();
        assertThat(one.userOf(phone)).isEmpty();
        assertThat(one.userOf(admin)).isPresent();
    }

    private OpenSessions open() {
        var tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        return new OpenSessions(tables, new JtaTransactions(database.transactionManager()), clock);
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
        return new RequestFacts(Map.of("crm_session", token), "");
    }

    private static SessionCallers callers(Sessions node) {
        return new SessionCallers(node, new SessionCookie(URI.create("http://localhost")::resolve));
    }

    private static String logIn(Sessions node) {
        return begin(node, "manager");
    }

    private static String begin(Sessions node, String login) {
        return node.begin(node.prove(login, "demo").user().orElseThrow(), "192.0.2.1", "Firefox, Linux");
    }
}
