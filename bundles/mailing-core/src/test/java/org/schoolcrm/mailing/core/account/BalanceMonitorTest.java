package org.schoolcrm.mailing.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.money.Money;

/** What is left at providers, and who hears of it. */
class BalanceMonitorTest {

    private final AccountsTestApplication school = new AccountsTestApplication();

    @Test
    void what_a_provider_tells_is_kept_with_its_moment() {
        var account = school.account(AccountsTestApplication.CENTRE, null);
        run();

        school.provider.leaves(null);
        school.clock.advance(Duration.ofMinutes(15));
        run();

        var kept = school.balances.find(account).orElseThrow();
        assertThat(kept.amount()).isEqualTo(rub("1000.00"));
        assertThat(kept.toldAt()).isEqualTo(Instant.parse("2026-09-01T06:00:00Z"));
        assertThat(kept.askedAt()).isEqualTo(school.clock.now());
    }

    @Test
    void somebody_is_called_below_the_alarm_and_no_more_above_it() {
        school.account(AccountsTestApplication.CENTRE, "500.00");
        school.provider.leaves(rub("500.00"));
        run();
        assertThat(school.attentions.kinds()).isEmpty();

        school.provider.leaves(rub("499.99"));
        later();
        later();
        assertThat(school.attentions.kinds()).containsExactly("channel.balance-low");
        assertThat(school.attentions
                        .page(1, false, Long.MAX_VALUE, 10)
                        .get(0)
                        .attention()
                        .detail())
                .isEqualTo("СМС: 499.99 RUB < 500.00 RUB");

        school.provider.leaves(rub("500.00"));
        later();
        assertThat(school.attentions.kinds()).isEmpty();
    }

    @Test
    void an_account_of_the_whole_school_calls_every_branch() {
        school.account(null, "500.00");
        school.provider.leaves(rub("1.00"));
        run();

        assertThat(school.attentions.page(1, false, Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(school.attentions.page(2, false, Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void money_that_was_paid_in_ends_the_hold_for_want_of_money_and_no_other() {
        var poor = school.account(AccountsTestApplication.CENTRE, "500.00");
        var locked = school.account(AccountsTestApplication.CENTRE, null);
        var stopped = school.account(AccountsTestApplication.CENTRE, null);
        pause(poor, ChannelPause.Kind.HELD, Cause.BALANCE);
        pause(locked, ChannelPause.Kind.HELD, Cause.AUTH);
        pause(stopped, ChannelPause.Kind.STOPPED, Cause.NONE);

        school.provider.leaves(rub("0.00"));
        run();
        school.provider.leaves(rub("100.00"));
        later();
        assertThat(school.outbox.pauses.find(poor)).isPresent();

        school.provider.leaves(rub("600.00"));
        later();
        assertThat(school.outbox.pauses.find(poor)).isEmpty();
        assertThat(school.outbox.pauses.find(locked)).isPresent();
        assertThat(school.outbox.pauses.find(stopped)).isPresent();
    }

    @Test
    void a_balance_alone_holds_nothing_because_contracts_on_credit_are_below_zero() {
        var account = school.account(AccountsTestApplication.CENTRE, null);
        school.provider.leaves(rub("-10.00"));
        run();

        assertThat(school.outbox.pauses.find(account)).isEmpty();
    }

    @Test
    void many_accounts_are_asked_a_few_at_a_time_and_each_once_in_a_quarter_of_an_hour() {
        for (int i = 0; i < 25; i++) {
            school.account(AccountsTestApplication.CENTRE, null);
        }

        assertThat(school.monitor.runOnce()).isTrue();
        assertThat(school.provider.asked()).isEqualTo(10);
        assertThat(school.monitor.runOnce()).isTrue();
        assertThat(school.monitor.runOnce()).isFalse();
        assertThat(school.monitor.runOnce()).isFalse();
        assertThat(school.provider.asked()).isEqualTo(25);
    }

    private void later() {
        school.clock.advance(Duration.ofMinutes(15));
        run();
    }

    private void run() {
        school.monitor.run("one");
    }

    private void pause(ProviderAccountId account, ChannelPause.Kind kind, Cause cause) {
        var now = school.clock.now();
        school.outbox.pauses.put(new ChannelPause(account, kind, cause, "", now, now.plusSeconds(600)));
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
