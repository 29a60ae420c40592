package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

class OnlinePaymentTest {

    private static final String BACK = "https://school.test/i/token/back";
    private static final Money PRICE = Money.of("1500.00", "RUB");

    private final PaymentTestApplication application = new PaymentTestApplication();
    private Invoice invoice;

    @BeforeEach
    void an_invoice() {
        invoice = application.billing.add(1, "1500.00", LocalDate.parse("2026-09-10"));
    }

    @Test
    void leads_the_payer_to_the_banks_form() {
        var start = application.payer.start(invoice.id(), BACK);

        assertThat(start.kind()).isEqualTo(PaymentStart.Kind.FORM);
        assertThat(start.payAt()).hasToString("https://bank.test/form");
        var order = application.bank.created.get(0);
        assertThat(order.amount()).isEqualTo(PRICE);
        assertThat(order.orderId()).hasSize(32);
        assertThat(order.webhookAt()).hasToString("https://school.test/hooks/scripted/hook-key");
        assertThat(order.description()).isEqualTo("Оплата счета " + invoice.number());
    }

    @Test
    void it_is_known_that_a_bank_is_being_heard_and_when_it_no_longer_is() {
        var known = new ArrayList<Boolean>();
        application.bank.whileHeard = () -> known.add(application.payer.hasWebhooksInProgress());

        application.receive("forged|");
        application.bank.breaks = true;
        application.receive("forged|");

        assertThat(known).containsExactly(true, true);
        assertThat(application.payer.hasWebhooksInProgress()).isFalse();
    }

    @Test
    void an_account_for_one_method_opens_payments_of_that_method() {
        application.stores.accounts.save(new MerchantAccount(
                application.account.id(),
                application.account.branch(),
                "scripted",
                "СБП",
                "hook-key",
                false,
                true,
                Map.of("payBy", "SBP")));

        application.payer.start(invoice.id(), BACK);

        assertThat(application.bank.created.get(0).method()).isEqualTo(PaymentMethod.SBP);
    }

    @Test
    @DisplayName("the bank's form closes with the invoice's term, in the time of the branch")
    void the_banks_form_closes_with_the_term() {
        application.clock.set("2026-09-10T20:50:00Z");

        application.payer.start(invoice.id(), BACK);

        assertThat(application.bank.created.get(0).validUntil()).isEqualTo(Instant.parse("2026-09-10T21:00:00Z"));
    }

    @Test
    @DisplayName("two clicks lead to one form")
    void two_clicks_lead_to_one_form() {
        application.payer.start(invoice.id(), BACK);
        var second = application.payer.start(invoice.id(), BACK);

        assertThat(second.kind()).isEqualTo(PaymentStart.Kind.FORM);
        assertThat(application.bank.created).hasSize(1);
    }

    @Test
    void opens_another_form_with_a_number_of_its_own_once_the_first_is_closed() {
        application.payer.start(invoice.id(), BACK);
        application.clock.advance(Duration.ofMinutes(31));
        application.payer.start(invoice.id(), BACK);

        assertThat(application.bank.created).hasSize(2);
        assertThat(application.bank.created.get(0).orderId())
                .isNotEqualTo(application.bank.created.get(1).orderId());
    }

    @Test
    @DisplayName("R004 without a bank the invoice stands but leads nowhere")
    void without_a_bank_the_invoice_leads_nowhere() {
        var application = new PaymentTestApplication();
        var elsewhere = application.billing.add(2, "1500.00", null);
        application.adapters.clear();

        assertThat(application.payer.start(elsewhere.id(), BACK).kind()).isEqualTo(PaymentStart.Kind.TRY_LATER);
    }

    @Test
    @DisplayName("edge: amount below acquirer minimum: it is known before the button is shown")
    void knows_before_the_button_is_shown_that_no_account_takes_the_amount() {
        var small = application.billing.add(2, "0.99", null);
        application.merchants.change(
                application.account.id(),
                "Банк",
                true,
                Map.of(),
                new AccountTerms("", FiscalPolicy.NONE, 0, Set.of(), Money.of("1.00", "RUB"), null),
                Actor.SYSTEM);

        assertThat(application.payer.readiness(small)).isEqualTo(PaymentReadiness.NOT_ACCEPTED);
        assertThat(application.payer.readiness(invoice)).isEqualTo(PaymentReadiness.READY);

        application.merchants.change(application.account.id(), "Банк", false, Map.of(), AccountTerms.ANY, Actor.SYSTEM);
        assertThat(application.payer.readiness(invoice)).isEqualTo(PaymentReadiness.NOT_CONNECTED);
    }

    @Test
    void what_a_bank_refuses_for_good_is_no_reason_to_come_back_in_a_minute() {
        application.bank.onCreate = PaymentOutcome.misconfigured("401 invalid_credentials");
        assertThat(application.payer.start(invoice.id(), BACK).kind()).isEqualTo(PaymentStart.Kind.REFUSED);

        application.bank.onCreate = PaymentOutcome.declined(null, "invalid_request");
        assertThat(application.payer.start(invoice.id(), BACK).kind()).isEqualTo(PaymentStart.Kind.REFUSED);

        application.bank.onCreate = PaymentOutcome.throttled(null, "429");
        assertThat(application.payer.start(invoice.id(), BACK).kind()).isEqualTo(PaymentStart.Kind.TRY_LATER);
    }

    @Test
    void tells_the_payer_to_try_later_while_the_bank_cannot_be_reached_and_then_tries_anew() {
        application.bank.onCreate = PaymentOutcome.notSent("connection refused");
        assertThat(application.payer.start(invoice.id(), BACK).kind()).isEqualTo(PaymentStart.Kind.TRY_LATER);

        application.bank.onCreate = PaymentOutcome.pending("b-2", URI.create("https://bank.test/second"), "NEW");
        assertThat(application.payer.start(invoice.id(), BACK).payAt()).hasToString("https://bank.test/second");
    }

    @Test
    @DisplayName("a bank that did not answer is asked, never charged again")
    void a_bank_that_did_not_answer_is_asked_never_charged_again() {
        application.bank.onCreate = PaymentOutcome.unknown("timeout");
        application.payer.start(invoice.id(), BACK);
        application.bank.onQuery = PaymentOutcome.captured("b-1", PRICE, "CONFIRMED");

        application.clock.advance(Duration.ofMinutes(1));
        application.runJobs();

        assertThat(application.bank.created).hasSize(1);
        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(application.posted).hasSize(1);
    }

    @Test
    @DisplayName("I2 R151 edge: duplicate webhook: the same news any number of times is one credit")
    void the_same_news_any_number_of_times_is_one_credit() {
        var order = started().orderId();

        for (int i = 0; i < 5; i++) {
            assertThat(application
                            .receive(order + "|b-1|op-1|CAPTURED|1500.00|RUB")
                            .status())
                    .isEqualTo(200);
        }
        application.receive(order + "|b-1|op-1|CAPTURED|1500.00|RUB| with other bytes");
        application.bank.onQuery = PaymentOutcome.captured("b-1", PRICE, "CONFIRMED");
        application.payer.follow(invoice.id());
        application.runJobs();

        assertThat(application.stores.ledger.operations).hasSize(1);
        assertThat(application.posted).hasSize(1);
        assertThat(application.billing.get(invoice.id()).paid()).isEqualTo(PRICE);
    }

    @Test
    void a_page_that_is_loaded_again_and_again_asks_the_bank_once_in_a_few_seconds() {
        started();

        for (int load = 0; load < 10; load++) {
            application.payer.follow(invoice.id());
        }
        assertThat(application.bank.asked).hasSize(1);
        application.clock.advance(Duration.ofSeconds(5));
        application.bank.onQuery = PaymentOutcome.captured("b-1", PRICE, "CONFIRMED");

        assertThat(application.payer.follow(invoice.id()).orElseThrow().status())
                .isEqualTo(AttemptStatus.CAPTURED);
        assertThat(application.bank.asked).hasSize(2);
    }

    @Test
    @DisplayName("I6 a late no does not undo a yes")
    void a_late_no_does_not_undo_a_yes() {
        var order = started().orderId();

        application.receive(order + "|b-1|b-1|CAPTURED|1500.00|RUB");
        application.receive(order + "|b-1|b-1|DECLINED|1500.00|RUB");
        application.receive(order + "|b-1|b-1|PENDING|1500.00|RUB");

        assertThat(attempt().status()).isEqualTo(AttemptStatus.CAPTURED);
        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void a_yes_after_a_no_is_still_money() {
        var order = started().orderId();

        application.receive(order + "|b-1|b-1|DECLINED|1500.00|RUB");
        application.receive(order + "|b-1|b-1|CAPTURED|1500.00|RUB");

        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void a_forged_call_changes_nothing_and_is_not_kept() {
        var order = started().orderId();

        assertThat(application
                        .receive("forged|" + order + "|b-1|b-1|CAPTURED|1500.00|RUB")
                        .status())
                .isEqualTo(403);

        assertThat(application.stores.inbox.size()).isZero();
        assertThat(application.billing.get(invoice.id()).paid().isZero()).isTrue();
    }

    @Test
    @DisplayName("an unsigned call is only a hint: the bank is asked")
    void an_unsigned_call_is_only_a_hint() {
        var order = started().orderId();
        application.bank.onQuery = PaymentOutcome.pending("b-1", null, "NEW");

        assertThat(application
                        .receive("hint|" + order + "|b-1|b-1|CAPTURED|1500.00|RUB")
                        .status())
                .isEqualTo(200);
        application.runJobs();

        assertThat(application.bank.asked).hasSize(1);
        assertThat(application.billing.get(invoice.id()).paid().isZero()).isTrue();
    }

    @Test
    @DisplayName("another amount is booked as it is and flagged")
    void another_amount_is_booked_as_it_is() {
        application.receive(started().orderId() + "|b-1|b-1|CAPTURED|2000.00|RUB");
        application.runJobs();

        assertThat(application.billing.get(invoice.id()).flags()).containsExactly(InvoiceFlag.OVERPAID);
        assertThat(application.posted.values())
                .extracting(posting -> posting.amount())
                .containsExactly(Money.of("2000.00", "RUB"));
    }

    @Test
    @DisplayName("another currency is held and never credited by itself")
    void another_currency_is_held() {
        application.receive(started().orderId() + "|b-1|b-1|CAPTURED|1500.00|USD");

        assertHeld();
    }

    @Test
    void an_order_that_is_not_ours_is_held() {
        application.receive("somebody-elses|b-9|b-9|CAPTURED|1500.00|RUB");

        assertHeld();
    }

    @Test
    @DisplayName("a payment of the other mode is held")
    void a_payment_of_the_other_mode_is_held() {
        var order = started().orderId();
        application.bank.live = true;

        application.receive(order + "|b-1|b-1|CAPTURED|1500.00|RUB");

        assertHeld();
    }

    @Test
    @DisplayName("money that comes after the term is taken and flagged")
    void money_that_comes_late_is_taken() {
        var order = started().orderId();
        application.clock.set("2026-09-20T09:00:00Z");

        application.receive(order + "|b-1|b-1|CAPTURED|1500.00|RUB");

        assertThat(application.billing.get(invoice.id()).flags()).containsExactly(InvoiceFlag.PAID_LATE);
        assertThat(application.payer.start(invoice.id(), BACK).kind()).isEqualTo(PaymentStart.Kind.NOT_PAYABLE);
    }

    @Test
    @DisplayName("money that comes after archiving is taken and flagged")
    void money_that_comes_after_archiving_is_taken() {
        var order = started().orderId();
        application.billing.archive(invoice.id(), Actor.SYSTEM);

        application.receive(order + "|b-1|b-1|CAPTURED|1500.00|RUB");
        application.runJobs();

        assertThat(application.billing.get(invoice.id()).flags()).containsExactly(InvoiceFlag.PAID_AFTER_ARCHIVE);
        assertThat(application.posted).hasSize(1);
    }

    @Test
    void a_call_for_an_absent_adapter_is_kept_and_replayed_when_it_is_back() {
        var order = started().orderId();
        application.adapters.clear();
        var call = order + "|b-1|b-1|CAPTURED|1500.00|RUB";

        var reply = application.receive(call);
        application.receive(call);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).isPositive();
        application.clock.advance(Duration.ofSeconds(3));
        application.runJobs();
        assertThat(application.billing.get(invoice.id()).paid().isZero()).isTrue();

        application.adapters.add(application.bank);
        application.clock.advance(Duration.ofSeconds(3));
        application.runJobs();

        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(application.receive(call).body()).isEqualTo("DUPLICATE");
        assertThat(application.posted).hasSize(1);
    }

    @Test
    void a_kept_call_that_the_bank_repeats_after_the_adapter_came_back_counts_once() {
        var order = started().orderId();
        application.adapters.clear();
        var call = order + "|b-1|b-1|CAPTURED|1500.00|RUB";
        application.receive(call);

        application.adapters.add(application.bank);
        assertThat(application.receive(call).body()).isEqualTo("ACCEPTED");
        application.clock.advance(Duration.ofSeconds(3));
        application.runJobs();

        assertThat(application.stores.ledger.operations).hasSize(1);
        assertThat(application.posted).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://bank.test/form", "javascript:alert(1)", "//bank.test/form", "https:form", "/form"})
    @DisplayName("a payer is sent to secure pages only")
    void a_payer_is_sent_to_secure_pages_only(String form) {
        application.bank.onCreate = PaymentOutcome.pending("b-1", URI.create(form), "NEW");

        assertThat(application.payer.start(invoice.id(), BACK).payAt()).isNull();
        assertThat(attempt().status()).isEqualTo(AttemptStatus.UNKNOWN);
        assertThat(attempt().payAt()).isNull();
    }

    @Test
    @DisplayName("only a test account may lead to a form without encryption")
    void only_a_test_account_may_lead_to_a_form_without_encryption() {
        application.bank.onCreate = PaymentOutcome.pending("b-1", URI.create("http://bank.test/form"), "NEW");
        assertThat(application.payer.start(invoice.id(), BACK).payAt()).hasToString("http://bank.test/form");

        application.stores.accounts.save(new MerchantAccount(
                application.account.id(),
                application.account.branch(),
                "scripted",
                "Банк",
                "hook-key",
                true,
                true,
                Map.of()));
        var other = application.billing.add(2, "1500.00", LocalDate.parse("2026-09-10"));

        assertThat(application.payer.start(other.id(), BACK).payAt()).isNull();
    }

    @Test
    @DisplayName("a webhook that never comes is only a delay")
    void a_webhook_that_never_comes_is_only_a_delay() {
        started();
        application.clock.advance(Duration.ofMinutes(1));
        application.runJobs();
        assertThat(application.billing.get(invoice.id()).paid().isZero()).isTrue();

        application.bank.onQuery = PaymentOutcome.captured("b-1", PRICE, "CONFIRMED");
        application.clock.advance(Duration.ofMinutes(1));
        application.runJobs();

        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(application.jobs.planned()).isEmpty();
    }

    @Test
    void keeps_a_credit_until_the_crm_says_that_it_has_it() {
        application.onPost = PostingAnswer.unknown("the CRM does not answer");
        application.receive(started().orderId() + "|b-1|b-1|CAPTURED|1500.00|RUB");
        application.runJobs();
        assertThat(application.payer.recentCredits(invoice.branch(), List.of(invoice.customer())))
                .hasSize(1);

        application.onPost = PostingAnswer.posted();
        application.clock.advance(Duration.ofSeconds(15));
        application.runJobs();

        assertThat(application.posted).hasSize(1);
        assertThat(application.stores.ledger.queued).isEmpty();
    }

    private PaymentAttempt started() {
        application.payer.start(invoice.id(), BACK);
        return attempt();
    }

    private PaymentAttempt attempt() {
        return application.stores.attempts.latestOf(invoice.id()).orElseThrow();
    }

    private void assertHeld() {
        application.runJobs();
        assertThat(application.stores.ledger.operations).singleElement().satisfies(held -> {
            assertThat(held.invoice()).isNull();
            assertThat(held.attempt()).isNull();
        });
        assertThat(application.posted).isEmpty();
        assertThat(application.billing.get(invoice.id()).paid().isZero()).isTrue();
    }
}
