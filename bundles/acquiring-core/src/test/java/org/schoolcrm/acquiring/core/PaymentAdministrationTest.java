package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.problem.ProblemType;
import org.schoolcrm.runtime.api.Actor;

class PaymentAdministrationTest {

    private static final String BACK = "https://school.test/i/token/back";
    private static final Actor CASHIER = Actor.user(7);

    private final PaymentTestApplication application = new PaymentTestApplication();
    private Invoice invoice;

    @BeforeEach
    void an_invoice() {
        invoice = application.billing.add(1, "1500.00", LocalDate.parse("2026-09-10"));
    }

    @Test
    void refunds_may_be_several_and_each_is_taken_off_the_account() {
        var paid = paid();
        application.bank.onRefund = RefundOutcome.done(null, rub("300.00"), "PARTIAL");
        var part = application.administration.refund(paid.id(), rub("300.00"), "занятие отменено", CASHIER);
        application.bank.onRefund = RefundOutcome.done(null, rub("1500.00"), "REFUNDED");
        application.administration.refund(paid.id(), rub("1200.00"), "договор расторгнут", CASHIER);
        application.runJobs();

        assertThat(part.status()).isEqualTo(RefundStatus.DONE);
        assertThat(application.posted.values())
                .extracting(Posting::amount)
                .containsExactly(rub("1500.00"), rub("-300.00"), rub("-1200.00"));
        assertThat(application.administration.of(invoice.id())).singleElement().satisfies(payment -> {
            assertThat(payment.refunded()).isEqualTo(rub("1500.00"));
            assertThat(payment.left()).isEqualTo(rub("0"));
            assertThat(payment.refunds()).hasSize(2);
        });
        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(application.billing.get(invoice.id()).refunded()).isEqualTo(rub("1500.00"));
    }

    @Test
    void what_went_back_of_a_part_payment_is_asked_for_again() {
        var part = paidLater();
        application.receive(part.orderId() + "|b-1|b-1|CAPTURED|600.00|RUB");
        application.bank.onRefund = RefundOutcome.done(null, rub("600.00"), "REFUNDED");
        application.administration.refund(part.id(), rub("600.00"), "", CASHIER);
        application.clock.advance(Duration.ofMinutes(31));

        var whole = paidLater();
        application.receive(whole.orderId() + "|b-2|b-2|CAPTURED|1500.00|RUB");

        assertThat(whole.amount()).isEqualTo(rub("1500.00"));
        assertThat(application.billing.get(invoice.id())).satisfies(paid -> {
            assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
            assertThat(paid.net()).isEqualTo(rub("1500.00"));
            assertThat(paid.flags()).isEmpty();
        });
    }

    @Test
    void a_refund_counts_on_the_invoice_only_once_it_is_done() {
        var paid = paid();
        application.bank.onRefund = RefundOutcome.unknown("timeout");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        assertThat(application.billing.get(invoice.id()).refunded()).isEqualTo(rub("0"));
    }

    @Test
    void more_than_is_left_is_never_sent_back() {
        var paid = paid();
        application.bank.onRefund = RefundOutcome.done(null, rub("1000.00"), "PARTIAL");
        application.administration.refund(paid.id(), rub("1000.00"), "", CASHIER);

        assertRefused(
                AcquiringProblem.REFUND_TOO_LARGE,
                () -> application.administration.refund(paid.id(), rub("500.01"), "", CASHIER));
        assertRefused(
                AcquiringProblem.REFUND_TOO_LARGE,
                () -> application.administration.refund(paid.id(), rub("0"), "", CASHIER));
        assertRefused(
                AcquiringProblem.REASON_TOO_LONG,
                () -> application.administration.refund(paid.id(), rub("1"), "x".repeat(501), CASHIER));
        assertThat(application.bank.refunds).hasSize(1);
    }

    @Test
    void what_was_not_paid_cannot_be_sent_back() {
        application.payer.start(invoice.id(), BACK);
        var attempt = application.stores.attempts.latestOf(invoice.id()).orElseThrow();

        assertRefused(
                AcquiringProblem.NOT_PAID,
                () -> application.administration.refund(attempt.id(), rub("1"), "", CASHIER));
    }

    @Test
    void a_refund_without_an_answer_is_asked_about_and_never_sent_again() {
        var paid = paid();
        application.bank.onRefund = RefundOutcome.unknown("timeout");
        assertThat(application
                        .administration
                        .refund(paid.id(), rub("300.00"), "", CASHIER)
                        .status())
                .isEqualTo(RefundStatus.UNKNOWN);
        assertRefused(
                AcquiringProblem.REFUND_UNDER_WAY,
                () -> application.administration.refund(paid.id(), rub("300.00"), "", CASHIER));

        application.bank.onRefund = RefundOutcome.notSent("connection refused");
        application.clock.advance(Duration.ofMinutes(1));
        application.runJobs();
        assertThat(application.administration.of(invoice.id()).get(0).refunds())
                .as("a question that was not asked")
                .allMatch(refund -> refund.status() == RefundStatus.UNKNOWN);
        application.bank.onRefund = RefundOutcome.done(null, rub("300.00"), "REFUNDED");
        application.clock.advance(Duration.ofHours(1));
        application.runJobs();

        assertThat(application.bank.refunds).hasSize(1);
        assertThat(application.bank.refundsAsked).hasSize(2);
        assertThat(application.administration.of(invoice.id()).get(0).refunded())
                .isEqualTo(rub("300.00"));
    }

    @Test
    void a_refund_that_never_reached_the_bank_is_over_and_another_may_be_made() {
        var paid = paid();
        application.bank.onRefund = RefundOutcome.notSent("connection refused");
        assertThat(application
                        .administration
                        .refund(paid.id(), rub("300.00"), "", CASHIER)
                        .status())
                .isEqualTo(RefundStatus.REFUSED);

        application.bank.onRefund = RefundOutcome.done(null, rub("300.00"), "REFUNDED");
        assertThat(application
                        .administration
                        .refund(paid.id(), rub("300.00"), "", CASHIER)
                        .status())
                .isEqualTo(RefundStatus.DONE);
    }

    @Test
    @DisplayName("edge: refund webhook: a refund made at the bank is taken off once, however it is heard of")
    void a_refund_made_at_the_bank_is_taken_off_once() {
        var paid = paid();
        application.receive(paid.orderId() + "|b-1|r-1|REFUND|300.00|RUB");
        application.receive(paid.orderId() + "|b-1|r-1|REFUND|300.00|RUB| again");
        application.bank.onQuery =
                PaymentOutcome.captured("b-1", rub("1500.00"), "PAID").withRefunded(rub("300.00"));
        application.administration.check(paid.id());
        application.runJobs();

        assertThat(application.posted.values())
                .extracting(Posting::amount)
                .containsExactly(rub("1500.00"), rub("-300.00"));
    }

    @Test
    void a_bank_that_makes_no_partial_refunds_is_not_asked_for_one() {
        var paid = paid();
        application.bank.capabilities = Set.of(Capability.REFUND);

        assertRefused(
                AcquiringProblem.REFUND_NOT_OFFERED,
                () -> application.administration.refund(paid.id(), rub("1"), "", CASHIER));
    }

    @Test
    void unassigned_money_is_credited_once_where_a_person_says() {
        application.receive("somebody-elses|b-9|b-9|CAPTURED|1500.00|RUB");
        var held = application.administration.unassigned(invoice.branch()).get(0);

        application.administration.assign(held.id(), invoice.id(), CASHIER);
        application.runJobs();

        assertThat(application.administration.unassigned(invoice.branch())).isEmpty();
        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(application.posted).hasSize(1);
        assertRefused(
                AcquiringProblem.MONEY_IS_ASSIGNED,
                () -> application.administration.assign(held.id(), invoice.id(), CASHIER));
        assertThat(application.trail).extracting(one -> one.action()).contains("payment.assigned");
    }

    @Test
    void money_of_another_currency_is_not_assigned() {
        application.receive("somebody-elses|b-9|b-9|CAPTURED|1500.00|USD");
        var held = application.administration.unassigned(invoice.branch()).get(0);

        assertRefused(
                AcquiringProblem.CURRENCY_DIFFERS,
                () -> application.administration.assign(held.id(), invoice.id(), CASHIER));
    }

    @Test
    void a_declined_card_is_not_the_end_while_the_form_is_open() {
        application.payer.start(invoice.id(), BACK);
        var attempt = application.stores.attempts.latestOf(invoice.id()).orElseThrow();
        application.receive(attempt.orderId() + "|b-1|b-1|DECLINED|1500.00|RUB");
        application.bank.onQuery = PaymentOutcome.captured("b-1", rub("1500.00"), "PAID");

        application.clock.advance(Duration.ofMinutes(2));
        application.runJobs();

        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    @DisplayName("I17 no attempt stays open for ever")
    void no_attempt_stays_open_for_ever() {
        application.bank.onCreate = PaymentOutcome.unknown("timeout");
        application.bank.onQuery = PaymentOutcome.unknown("timeout");
        application.payer.start(invoice.id(), BACK);

        for (int i = 0; i < 400; i++) {
            application.clock.advance(Duration.ofHours(1));
            application.runJobs();
        }

        assertThat(application
                        .stores
                        .attempts
                        .latestOf(invoice.id())
                        .orElseThrow()
                        .status())
                .isEqualTo(AttemptStatus.DECLINED);
        assertThat(application.jobs.planned()).isEmpty();
    }

    @Test
    void the_bank_that_asks_first_is_answered_after_our_own_books() {
        application.payer.start(invoice.id(), BACK);
        var order =
                application.stores.attempts.latestOf(invoice.id()).orElseThrow().orderId();

        assertThat(application.receive("check|" + order + "|1500.00").body()).isEqualTo("GO_ON");
        assertThat(application.receive("check|" + order + "|1500.01").body()).isEqualTo("WRONG_AMOUNT");
        assertThat(application.receive("check|somebody-elses|1500.00").body()).isEqualTo("UNKNOWN_ORDER");
        application.clock.advance(Duration.ofMinutes(31));
        assertThat(application.receive("check|" + order + "|1500.00").body()).isEqualTo("EXPIRED");
        assertThat(application.stores.inbox.size()).isZero();
    }

    @Test
    @DisplayName("edge: amount below acquirer minimum goes to an account that takes it")
    void of_several_accounts_the_rule_chooses() {
        var terms = new AccountTerms("ООО «Школа»", FiscalPolicy.NONE, 5, Set.of(), rub("1000.00"), null);
        var large = application.merchants.connect(
                invoice.branch(), "scripted", "Для крупных", false, Map.of(), terms, CASHIER);
        var elsewhere = new AccountTerms("", FiscalPolicy.NONE, 9, Set.of(new AccountId(99)), null, null);
        application.merchants.connect(invoice.branch(), "scripted", "Для другого", false, Map.of(), elsewhere, CASHIER);
        var small = application.billing.add(2, "999.99", null);

        application.payer.start(invoice.id(), BACK);
        application.payer.start(small.id(), BACK);

        assertThat(application
                        .stores
                        .attempts
                        .latestOf(invoice.id())
                        .orElseThrow()
                        .account())
                .isEqualTo(large.id());
        assertThat(application
                        .stores
                        .attempts
                        .latestOf(small.id())
                        .orElseThrow()
                        .account())
                .isEqualTo(application.account.id());
    }

    @Test
    void one_legal_entity_prints_its_receipts_in_one_place() {
        application.merchants.connect(
                invoice.branch(), "scripted", "Чеки банка", false, Map.of(), fiscal(FiscalPolicy.BANK), CASHIER);

        assertRefused(
                AcquiringProblem.DOUBLE_RECEIPTS,
                () -> application.merchants.connect(
                        invoice.branch(),
                        "scripted",
                        "Своя касса",
                        false,
                        Map.of(),
                        fiscal(FiscalPolicy.OWN_TILL),
                        CASHIER));
        application.bank.capabilities = Set.of();
        assertRefused(
                AcquiringProblem.PROVIDER_PRINTS_NO_RECEIPTS,
                () -> application.merchants.connect(
                        invoice.branch(),
                        "scripted",
                        "Без чеков",
                        false,
                        Map.of(),
                        fiscal(FiscalPolicy.BANK),
                        CASHIER));
    }

    @Test
    @DisplayName("I15 the bank prints one receipt per payment where it prints receipts at all")
    void the_bank_prints_a_receipt_where_it_prints_receipts_at_all() {
        application.payer.start(invoice.id(), BACK);
        assertThat(application.bank.created.get(0).receipt()).isNull();

        var printing = application.merchants.connect(
                invoice.branch(), "scripted", "Чеки банка", false, Map.of(), fiscal(FiscalPolicy.BANK), CASHIER);
        var other = application.billing.add(2, "700.00", null);
        assertThat(application.payer.readiness(other)).isEqualTo(PaymentReadiness.NO_RECEIPT_CONTACT);
        assertThat(application.payer.start(other.id(), BACK).kind()).isEqualTo(PaymentStart.Kind.NOT_CONNECTED);
        assertThat(application.stores.attempts.latestOf(other.id())).isEmpty();
        assertThat(application.merchants.health(printing.id()).lastFailure()).contains("receipt");

        application.customers.contacts.add(new Contact(Contact.Kind.EMAIL, "аnna@test.example"));
        application.customers.contacts.add(new Contact(Contact.Kind.OTHER_PHONE, "123-45-67"));
        assertThat(application.payer.readiness(other)).isEqualTo(PaymentReadiness.NO_RECEIPT_CONTACT);

        application.customers.contacts.add(new Contact(Contact.Kind.MOBILE_PHONE, "8 (916) 123-45-67"));
        var third = application.billing.add(3, "800.00", null);
        assertThat(application.payer.readiness(third)).isEqualTo(PaymentReadiness.READY);
        application.payer.start(third.id(), BACK);
        var receipt = application.bank.created.get(1).receipt();
        assertThat(receipt).isNotNull();
        assertThat(receipt.contact()).isEqualTo("+79161234567");
        assertThat(receipt.lines().get(0).amount()).isEqualTo(rub("800.00"));
    }

    @Test
    void an_adapter_that_breaks_loses_no_call() {
        var order = paidLater().orderId();
        application.bank.breaks = true;
        assertThat(application.receive(order + "|b-1|b-1|CAPTURED|1500.00|RUB").status())
                .isEqualTo(503);

        application.bank.breaks = false;
        application.clock.advance(Duration.ofSeconds(3));
        application.runJobs();
        assertThat(application.billing.get(invoice.id()).status()).isEqualTo(InvoiceStatus.PAID);
    }

    private PaymentAttempt paidLater() {
        application.payer.start(invoice.id(), BACK);
        return application.stores.attempts.latestOf(invoice.id()).orElseThrow();
    }

    private PaymentAttempt paid() {
        var attempt = paidLater();
        application.receive(attempt.orderId() + "|b-1|b-1|CAPTURED|1500.00|RUB");
        return application.stores.attempts.find(attempt.id()).orElseThrow();
    }

    private static AccountTerms fiscal(FiscalPolicy policy) {
        return new AccountTerms("ООО «Школа»", policy, 7, Set.of(), null, null);
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }

    private static void assertRefused(ProblemType type, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(type));
    }
}
