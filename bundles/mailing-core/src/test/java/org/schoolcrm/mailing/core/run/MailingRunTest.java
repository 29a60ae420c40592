package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.JobId;

class MailingRunTest {

    private final MailingTestApplication application = new MailingTestApplication();

    @Test
    @DisplayName("edge: customer without mobile phone / e-mail / Telegram link is skipped with its reason")
    void bills_whoever_owes_and_says_why_not_the_others() {
        application.customer("Анна", "1500.00");
        application.customer("Борис", "0");
        application.customer("Вера", List.of(application.account(AccountId.BASE, "10.00", Set.of())), "");

        var run = application.run(application.mailing(AccountScope.BASE, false), "hand:1");

        assertThat(run.state()).isEqualTo(State.COMPLETED);
        assertThat(application.memory.runs.entries)
                .extracting(RunEntry::customerName, RunEntry::outcome, RunEntry::reason)
                .containsExactlyInAnyOrder(
                        tuple("Анна", RunEntry.Outcome.BILLED, null),
                        tuple("Борис", RunEntry.Outcome.SKIPPED, SkipReason.NOTHING_TO_PAY),
                        tuple("Вера", RunEntry.Outcome.SKIPPED, SkipReason.NO_RECIPIENT));
        assertThat(application.channel.sent)
                .containsExactly("mail0@example.org: Счёт на 1500.00|Анна: https://school.test/i/token1");
    }

    @Test
    @DisplayName("edge: siblings with one payer phone or e-mail: each has an invoice and a message of their own")
    void siblings_with_one_address_are_written_to_one_by_one() {
        var debt = List.of(application.account(AccountId.BASE, "1500.00", Set.of()));
        application.customer("Анна", debt, "mother@example.org");
        application.customer("Борис", debt, "mother@example.org");

        application.run(application.mailing(AccountScope.BASE, false), "hand:1");

        assertThat(application.invoices)
                .extracting(Invoice::customer)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(application.channel.sent)
                .hasSize(2)
                .allMatch(sent -> sent.startsWith("mother@example.org"))
                .anyMatch(sent -> sent.contains("Анна"))
                .anyMatch(sent -> sent.contains("Борис"));
    }

    @Test
    void a_run_steps_back_while_banks_call_and_bills_the_same() {
        application.customer("Анна", "1500.00");

        application.run(application.mailing(AccountScope.BASE, true), "hand:1");
        assertThat(application.rests).isEmpty();
        application.webhooksInProgress = true;
        application.run(application.mailing(AccountScope.BASE, true), "hand:2");

        assertThat(application.rests)
                .as("after a page was cut, and after it was billed")
                .hasSize(2);
        assertThat(application.invoices).hasSize(2);
    }

    @Test
    void asks_for_the_window_and_the_term_of_its_settings() {
        application.customer("Анна", "1500.00");

        application.run(application.mailing(AccountScope.BASE, false), "hand:1");

        var invoice = application.invoices.get(0);
        assertThat(invoice.period().begin()).isEqualTo("2026-09-01");
        assertThat(invoice.period().end()).isEqualTo(LocalDate.parse("2026-09-30"));
        assertThat(invoice.term().until()).isEqualTo(LocalDate.parse("2026-09-04"));
    }

    @Test
    @DisplayName("I7 one run per trigger, however often it fires")
    void one_run_per_trigger() {
        application.customer("Анна", "1500.00");
        var mailing = application.mailing(AccountScope.BASE, true);

        var first = application.run(mailing, "hand:1");
        var again = application.run(mailing, "hand:1");
        var other = application.run(mailing, "hand:2");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(application.invoices).hasSize(2);
    }

    @Test
    @DisplayName("R109 R110 an unpaid invoice holds back the next unless the mailing says otherwise")
    void an_unpaid_invoice_holds_back_the_next() {
        application.withUnpaid.add(application.customer("Анна", "1500.00"));

        application.run(application.mailing(AccountScope.BASE, false), "hand:1");
        assertThat(application.memory.runs.entries)
                .extracting(RunEntry::reason)
                .containsExactly(SkipReason.UNPAID_INVOICE);
        assertThat(application.channel.sent).isEmpty();

        application.run(application.mailing(AccountScope.BASE, true), "hand:1");
        assertThat(application.invoices).hasSize(1);
    }

    @Test
    @DisplayName("R087 R088 R089 a mailing is about the base account, the separate ones, or all")
    void a_mailing_is_about_some_accounts() {
        var separate = new AccountId(7);
        application.customer(
                "Анна",
                List.of(
                        application.account(AccountId.BASE, "10.00", Set.of()),
                        application.account(separate, "20.00", Set.of())),
                "anna@example.org");

        application.run(application.mailing(AccountScope.BASE, true), "hand:1");
        application.run(application.mailing(AccountScope.SUBSCRIPTION, true), "hand:1");
        application.run(application.mailing(AccountScope.ALL, true), "hand:1");

        assertThat(application.invoices)
                .extracting(Invoice::account)
                .containsExactly(AccountId.BASE, separate, AccountId.BASE, separate);
        assertThat(application.channel.sent).hasSize(4);
    }

    @Test
    void adds_credits_that_the_crm_does_not_know_yet() {
        var known = new PaymentId(1);
        var anna = application.customer(
                "Анна", List.of(application.account(AccountId.BASE, "1500.00", Set.of(known))), "anna@example.org");
        application.credits.add(new Credit(known, anna, AccountId.BASE, Money.of("100.00", "RUB")));
        application.credits.add(new Credit(new PaymentId(2), anna, AccountId.BASE, Money.of("300.00", "RUB")));

        application.run(application.mailing(AccountScope.BASE, false), "hand:1");

        assertThat(application.invoices).extracting(Invoice::amount).containsExactly(Money.of("1200.00", "RUB"));
    }

    @Test
    void asks_again_at_the_end_about_customers_whose_money_is_in_flight_and_then_skips_them() {
        var vague = application.customer(
                "Анна", List.of(application.account(AccountId.BASE, "1500.00", null)), "anna@example.org");
        application.customer("Борис", "10.00");
        application.credits.add(new Credit(new PaymentId(1), vague, AccountId.BASE, Money.of("1500.00", "RUB")));

        var run = application.run(application.mailing(AccountScope.BASE, false), "hand:1");

        assertThat(run.state()).isEqualTo(State.COMPLETED);
        assertThat(application.memory.runs.entries)
                .extracting(RunEntry::customerName, RunEntry::reason)
                .containsExactly(tuple("Борис", null), tuple("Анна", SkipReason.PAYMENT_IN_FLIGHT));
    }

    @Test
    void a_balance_beyond_belief_is_that_customers_failed_row() {
        var absurd = application.customer(
                "Анна", List.of(application.account(AccountId.BASE, "1500.00", Set.of())), "anna@example.org");
        application.customer("Борис", "10.00");
        for (long payment = 1; payment <= 2; payment++) {
            application.credits.add(
                    new Credit(new PaymentId(payment), absurd, AccountId.BASE, Money.ofMinor(Long.MAX_VALUE, "RUB")));
        }

        var run = application.run(application.mailing(AccountScope.BASE, false), "hand:1");

        assertThat(run.state()).isEqualTo(State.COMPLETED);
        assertThat(application.memory.runs.entries)
                .extracting(RunEntry::customerName, RunEntry::outcome)
                .containsExactlyInAnyOrder(
                        tuple("Анна", RunEntry.Outcome.FAILED), tuple("Борис", RunEntry.Outcome.BILLED));
    }

    @Test
    void lets_one_broken_customer_stop_nobody_else() {
        application.customer("Сломанный", "10.00");
        application.customer("Анна", "10.00");

        var run = application.run(application.mailing(AccountScope.BASE, false), "hand:1");

        assertThat(run.state()).isEqualTo(State.COMPLETED);
        assertThat(application.memory.runs.entries)
                .extracting(RunEntry::outcome)
                .containsExactlyInAnyOrder(RunEntry.Outcome.FAILED, RunEntry.Outcome.BILLED);
    }

    @Test
    void reports_customers_who_have_left_since_the_run_began() {
        var mailing = application.mailing(AccountScope.BASE, false);
        var gone = application.customer("Анна", "10.00");
        var run = application.runs.start(mailing.id(), "hand:1", MailingTestApplication.ADMIN);
        application.memory.runs.addPage(run.id(), List.of(new CustomerId(99)), false);
        application.jobs.schedule(new JobId("mailing-page", run.id() + ":1"), application.clock.now());
        application.runJobs(5);

        assertThat(application.memory.runs.entries)
                .extracting(RunEntry::customer, RunEntry::reason)
                .contains(tuple(new CustomerId(99), SkipReason.NOT_FOUND))
                .contains(tuple(gone, null));
    }

    @Test
    @DisplayName("R005 R111 nothing is sent while the option of mailings is off")
    void nothing_is_sent_while_the_option_is_off() {
        var mailing = application.mailing(AccountScope.BASE, false);
        application.option = MailingOption.State.OFF;

        assertThatThrownBy(() -> application.runs.start(mailing.id(), "hand:1", MailingTestApplication.ADMIN))
                .hasMessageContaining("option-is-off");

        application.option = MailingOption.State.TRIAL;
        assertThat(application.runs.start(mailing.id(), "hand:1", MailingTestApplication.ADMIN))
                .isNotNull();
    }

    @Test
    void refuses_a_template_with_a_tag_it_does_not_know_and_names_the_field() {
        assertThatThrownBy(() -> application.template("", "{bill.nonsense}"))
                .hasMessageContaining("subject")
                .hasMessageContaining("{bill.nonsense}");
    }

    @Test
    void keeps_the_words_it_began_with() {
        application.customer("Анна", "10.00");
        var mailing = application.mailing(AccountScope.BASE, false);

        var run = application.runs.start(mailing.id(), "hand:1", MailingTestApplication.ADMIN);
        application.templates.change(
                mailing.settings().how().template(),
                null,
                new Template.Content("Счёт", "Иначе", "Иначе"),
                MailingTestApplication.ADMIN);

        assertThat(application
                        .memory
                        .runs
                        .find(run.id())
                        .orElseThrow()
                        .template()
                        .version())
                .isEqualTo(1);
    }
}
