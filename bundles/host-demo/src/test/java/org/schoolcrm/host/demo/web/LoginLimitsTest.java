package org.schoolcrm.host.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** D22: passwords are tried at a rate that leads nowhere, whichever nodes and addresses they are tried from. */
@OnBothDatabases
class LoginLimitsTest {

    private static final String HOME = "192.0.2.1";

    private final SettableClock clock = new SettableClock("2026-09-15T09:00:00Z");
    private final TestDatabase database;
    private final LoginLimits one;
    private final LoginLimits other;

    LoginLimitsTest(TestDatabase database) {
        this.database = database;
        this.one = node();
        this.other = node();
    }

    @Test
    void ten_failures_are_free_and_then_each_doubles_the_wait() {
        fail(one, 10, "pair", HOME);

        assertThat(one.tryOne("pair", HOME)).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(one.tryOne("pair", HOME)).isZero();
        assertThat(one.tryOne("pair", HOME)).isEqualTo(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        assertThat(one.tryOne("pair", HOME)).isZero();
        assertThat(one.tryOne("pair", HOME)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void nodes_count_together() {
        fail(one, 5, "together", "192.0.2.2");
        fail(other, 5, "together", "192.0.2.2");

        assertThat(one.tryOne("together", "192.0.2.2")).isPositive();
        assertThat(other.tryOne("together", "192.0.2.2")).isPositive();
    }

    @Test
    @DisplayName("tries at the same moment on two nodes do not pass the limit together")
    void tries_at_the_same_moment_do_not_pass_together() throws Exception {
        var people = Executors.newFixedThreadPool(8);
        try {
            var tries = IntStream.range(0, 40)
                    .<Callable<Duration>>mapToObj(at -> () -> (at % 2 == 0 ? one : other).tryOne("rush", "192.0.2.7"))
                    .toList();

            var waits = people.invokeAll(tries).stream()
                    .map(done -> {
                        try {
                            return done.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();

            assertThat(waits).filteredOn(Duration::isZero).hasSize(10);
        } finally {
            people.shutdown();
        }
    }

    @Test
    void an_address_that_tries_many_accounts_waits_too_and_nobody_else_does() {
        for (int account = 0; account < 20; account++) {
            assertThat(one.tryOne("of-many-" + account, "192.0.2.3")).isZero();
        }

        assertThat(one.tryOne("of-many-20", "192.0.2.3")).isPositive();
        assertThat(one.tryOne("of-many-20", "192.0.2.4")).isZero();
    }

    @Test
    @DisplayName("an account attacked from many addresses is slowed down, and its owner waits half a minute at most")
    void an_account_attacked_from_everywhere_is_slowed_down() {
        for (int address = 0; address < 120; address++) {
            one.tryOne("victim", "198.51.100." + address);
            clock.advance(Duration.ofSeconds(1));
        }

        var wait = one.tryOne("victim", "192.0.2.10");
        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30));
        clock.advance(wait);
        assertThat(one.tryOne("victim", "192.0.2.10")).isZero();
    }

    @Test
    void what_succeeds_does_not_count_but_takes_nothing_from_what_others_failed() {
        for (int login = 0; login < 50; login++) {
            assertThat(one.tryOne("diligent", "192.0.2.5")).isZero();
            one.succeeded("diligent", "192.0.2.5");
        }
        for (int stranger = 0; stranger < 19; stranger++) {
            one.tryOne("stranger-" + stranger, "192.0.2.6");
        }
        assertThat(one.tryOne("own", "192.0.2.6")).isZero();
        one.succeeded("own", "192.0.2.6");

        assertThat(one.tryOne("own", "192.0.2.6")).isZero();
        assertThat(one.tryOne("another", "192.0.2.6")).isPositive();
    }

    @Test
    void failures_are_forgotten_after_a_quarter_of_an_hour() {
        fail(one, 10, "forgetful", "192.0.2.8");
        assertThat(one.tryOne("forgetful", "192.0.2.8")).isPositive();

        clock.advance(Duration.ofMinutes(15));
        fail(one, 10, "forgetful", "192.0.2.8");
        assertThat(one.tryOne("forgetful", "192.0.2.8")).isPositive();
    }

    @Test
    void spelling_an_account_differently_is_no_way_around() {
        for (var name : List.of("Case", "CASE", " case ", "case", "cASE")) {
            fail(one, 2, name, "192.0.2.9");
        }

        assertThat(one.tryOne("case", "192.0.2.9")).isPositive();
    }

    private static void fail(LoginLimits node, int times, String login, String address) {
        for (int failure = 0; failure < times; failure++) {
            assertThat(node.tryOne(login, address)).isZero();
        }
    }

    private LoginLimits node() {
        var tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        return new LoginLimits(tables, new JtaTransactions(database.transactionManager()), clock);
    }
}
