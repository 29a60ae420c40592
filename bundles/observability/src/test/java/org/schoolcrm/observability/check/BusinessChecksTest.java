package org.schoolcrm.observability.check;

import static org.apache.felix.hc.api.Result.Status.CRITICAL;
import static org.apache.felix.hc.api.Result.Status.OK;
import static org.apache.felix.hc.api.Result.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CandidatePage;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.spi.Backlog;
import org.schoolcrm.runtime.testkit.FakeAttentions;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What nobody can serve better elsewhere is told as soon as it is not well. */
@OnBothDatabases
class BusinessChecksTest {

    private static final String NOW = "2026-09-01T09:00:00Z";
    private static final Branch MOSCOW =
            new Branch(new BranchId(7), "Москва", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    private static final Branches SCHOOL = () -> List.of(MOSCOW);

    private final SettableClock clock = new SettableClock(NOW);
    private final TestDatabase database;

    BusinessChecksTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void a_clock_is_held_against_the_databases() {
        assertThat(clockOffBy(Duration.ZERO).getStatus()).isEqualTo(OK);
        assertThat(clockOffBy(Duration.ofSeconds(10)).toString()).contains("WARN", "ahead of");
        assertThat(clockOffBy(Duration.ofSeconds(-10)).toString()).contains("WARN", "behind");
        assertThat(clockOffBy(Duration.ofMinutes(-10)).getStatus()).isEqualTo(CRITICAL);
        assertThat(new ClockCheck(Part.away(DataSource.class)).execute().getStatus())
                .isEqualTo(WARN);
    }

    @Test
    void a_disk_is_short_before_it_is_full() {
        assertThat(disk(5000).getStatus()).isEqualTo(OK);
        assertThat(disk(500).toString()).contains("WARN", "500 MB free, less than 1024");
        assertThat(disk(100).getStatus()).isEqualTo(CRITICAL);
        DiskCheck.Space broken = () -> {
            throw new IOException("gone");
        };
        assertThat(new DiskCheck(broken, 1024, 200).execute().getStatus()).isEqualTo(CRITICAL);
        assertThat(new DiskCheck(".", 1, 0).execute().getStatus()).isEqualTo(OK);
    }

    @Test
    void a_queue_is_late_before_it_is_stuck() {
        assertThat(queues(null).getStatus()).isEqualTo(OK);
        assertThat(queues(clock.now().minusSeconds(60)).getStatus()).isEqualTo(OK);
        assertThat(queues(clock.now().minusSeconds(301)).toString()).contains("WARN", "messages: 3 due", "301 s");
        assertThat(queues(clock.now().minusSeconds(1801)).getStatus()).isEqualTo(CRITICAL);
        assertThat(new QueuesCheck(List.of(), clock, 1, 2).execute().getStatus())
                .as("queues that have left are not empty")
                .isEqualTo(WARN);
    }

    @Test
    void a_crm_is_missed_when_it_is_away_knows_nothing_or_is_stale() {
        assertThat(crm(SCHOOL, clock.now()).getStatus()).isEqualTo(OK);
        assertThat(crm(SCHOOL, clock.now().minus(Duration.ofMinutes(61))).toString())
                .contains("WARN", "Branch 7", "2026-09-01T07:59:00Z");
        assertThat(crm(List::of, clock.now()).getStatus()).isEqualTo(CRITICAL);
        assertThat(crm(Part.away(Branches.class), clock.now()).toString()).contains("CRITICAL", "Branches");
    }

    @Test
    void a_school_without_customers_has_no_balances_that_could_be_old() {
        var customers = Part.of(Customers.class, Map.of("candidates", new CandidatePage(List.of(), null)));

        assertThat(new HostCheck(SCHOOL, customers, clock, 60).execute().getStatus())
                .isEqualTo(OK);
    }

    @Test
    void what_waits_for_a_person_is_a_warning_until_somebody_has_settled_it() {
        var attentions = new FakeAttentions();
        var check = new AttentionsCheck(SCHOOL, attentions);
        assertThat(check.execute().getStatus()).isEqualTo(OK);

        attentions.raise(new Attention(7, "payment.disputed", "payment:1", ""));
        assertThat(check.execute().toString()).contains("WARN", "Branch 7: 1 need a person");

        attentions.settle(7, "payment.disputed", "payment:1", Actor.SYSTEM);
        assertThat(check.execute().getStatus()).isEqualTo(OK);
    }

    private Result clockOffBy(Duration off) {
        return new ClockCheck(database.dataSource(), Clock.offset(Clock.systemUTC(), off)).execute();
    }

    private static Result disk(long free) {
        return new DiskCheck(() -> free * 1024 * 1024, 1024, 200).execute();
    }

    private Result queues(@Nullable Instant oldest) {
        var messages = new Backlog() {
            @Override
            public String queue() {
                return "messages";
            }

            @Override
            public Waiting waiting() {
                return new Waiting(oldest == null ? 0 : 3, oldest);
            }
        };
        return new QueuesCheck(List.of(messages), clock, 300, 1800).execute();
    }

    private Result crm(Branches branches, Instant asOf) {
        var one = new CustomerId(1);
        var balance = new Account(AccountId.BASE, Money.of("0", "RUB"), 0, asOf, null);
        var facts = new CustomerFacts(
                one,
                MOSCOW.id(),
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(balance),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
        var customers = Part.of(
                Customers.class, Map.of("candidates", new CandidatePage(List.of(one), null), "facts", List.of(facts)));
        return new HostCheck(branches, customers, clock, 60).execute();
    }
}
