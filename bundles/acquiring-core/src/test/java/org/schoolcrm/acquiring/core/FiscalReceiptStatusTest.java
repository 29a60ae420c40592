package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** The bank prints receipts and tells of them: each is followed to its end, and a person hears of those that are missing. */
class FiscalReceiptStatusTest {

    private static final String BACK = "https://school.test/i/token/back";
    private static final Actor CASHIER = Actor.user(7);

    private final PaymentTestApplication application = new PaymentTestApplication();
    private Invoice invoice;
    private PaymentAttempt paid;

    @BeforeEach
    void a_paid_invoice() {
        application.printReceiptsAtBank();
        application.customers.contacts.add(new Contact(Contact.Kind.EMAIL, "anna@test.example"));
        application.bank.onQuery = PaymentOutcome.captured("b-1", rub("1500.00"), "PAID");
        invoice = application.billing.add(1, "1500.00", LocalDate.parse("2026-09-10"));
        application.payer.start(invoice.id(), BACK);
        application.receive(application.bank.created.get(0).orderId() + "|b-1|b-1|CAPTURED|1500.00|RUB");
        paid = attempt();
    }

    @Test
    void a_receipt_is_waited_for_until_the_bank_says_that_it_is_printed() {
        assertThat(paid.receipt()).isEqualTo(ReceiptStatus.PENDING);

        say("RECEIPT", "1500.00");

        assertThat(attempt().receipt()).isEqualTo(ReceiptStatus.DONE);
        assertThat(attempt().status()).isEqualTo(AttemptStatus.CAPTURED);
        pass(Duration.ofDays(3));
        assertThat(application.attentions.kinds()).isEmpty();
        assertThat(application.trail)
                .extracting(one -> one.action() + " " + one.before() + " " + one.after())
                .contains("payment.receipt PENDING DONE RECEIPT");
    }

    @Test
    void a_receipt_that_is_late_is_left_to_a_person_once_and_goes_off_the_list_when_it_comes() {
        pass(Duration.ofHours(23));
        assertThat(application.attentions.kinds()).isEmpty();
        pass(Duration.ofHours(2));
        assertThat(application.attentions.kinds()).containsExactly("receipt.late");
        assertThat(attempt().receipt()).isEqualTo(ReceiptStatus.LATE);

        say("RECEIPT", "1500.00");

        assertThat(application.attentions.kinds()).isEmpty();
        assertThat(attempt().receipt()).isEqualTo(ReceiptStatus.DONE);
    }

    @Test
    void what_a_person_has_dealt_with_is_not_raised_again() {
        pass(Duration.ofDays(2));
        application
                .attentions
                .page(1, false, Long.MAX_VALUE, 9)
                .forEach(one -> application.attentions.close(one.id(), CASHIER));

        pass(Duration.ofDays(2));

        assertThat(application.attentions.kinds()).isEmpty();
    }

    @Test
    void a_receipt_that_failed_is_left_to_a_person_until_it_is_printed_after_all() {
        say("RECEIPT_FAILED", "1500.00");
        assertThat(attempt().receipt()).isEqualTo(ReceiptStatus.FAILED);
        assertThat(application.attentions.kinds()).containsExactly("receipt.failed");

        say("RECEIPT", "1500.00");
        application.receive(paid.orderId() + "|b-1|b-1|RECEIPT_FAILED|1500.00|RUB|late repeat");

        assertThat(attempt().receipt()).isEqualTo(ReceiptStatus.DONE);
        assertThat(application.attentions.kinds()).isEmpty();
    }

    @Test
    void an_unpaid_form_waits_for_no_receipt() {
        var other = application.billing.add(2, "100.00", LocalDate.parse("2026-09-20"));
        application.bank.onQuery = PaymentOutcome.pending("b-2", null, "NEW");
        application.payer.start(other.id(), BACK);
        say("RECEIPT", "1500.00");

        pass(Duration.ofDays(3));

        assertThat(application.attentions.kinds()).doesNotContain("receipt.late");
    }

    @Test
    void receipts_of_refunds_are_told_apart_by_their_sums() {
        say("RECEIPT", "1500.00");
        var first = refund("300.00");
        var second = refund("200.00");

        say("REFUND_RECEIPT", "200.00");
        pass(Duration.ofDays(2));

        assertThat(receipt(second)).isEqualTo(ReceiptStatus.DONE);
        assertThat(receipt(first)).isEqualTo(ReceiptStatus.LATE);
        assertThat(application.attentions.page(1, false, Long.MAX_VALUE, 9))
                .extracting(
                        one -> one.attention().kind() + " " + one.attention().subject())
                .containsExactly("receipt.late refund:" + first.id());
        assertThat(attempt().receipt()).isEqualTo(ReceiptStatus.DONE);
    }

    @Test
    void receipts_of_two_refunds_of_one_sum_go_to_one_each() {
        var first = refund("300.00");
        var second = refund("300.00");

        say("REFUND_RECEIPT", "300.00");
        assertThat(receipt(second)).isEqualTo(ReceiptStatus.PENDING);
        application.receive(paid.orderId() + "|b-1|b-1|REFUND_RECEIPT_FAILED|300.00|RUB|of the second");

        assertThat(receipt(first)).isEqualTo(ReceiptStatus.DONE);
        assertThat(receipt(second)).isEqualTo(ReceiptStatus.FAILED);
    }

    @Test
    void what_anybody_may_have_sent_changes_no_receipt() {
        application.receive("hint|" + paid.orderId() + "|b-1|b-1|RECEIPT|1500.00|RUB");

        assertThat(attempt().receipt()).isEqualTo(ReceiptStatus.PENDING);
    }

    private Refund refund(String amount) {
        application.bank.onRefund = RefundOutcome.done(null, null, "REFUNDED");
        return application.administration.refund(paid.id(), rub(amount), "", CASHIER);
    }

    private ReceiptStatus receipt(Refund refund) {
        return application.stores.refunds.find(refund.id()).orElseThrow().receipt();
    }

    private void say(String kind, String amount) {
        application.receive(paid.orderId() + "|b-1|b-1|" + kind + "|" + amount + "|RUB");
    }

    private void pass(Duration time) {
        application.clock.advance(time);
        application.runJobs();
    }

    private PaymentAttempt attempt() {
        return application.stores.attempts.latestOf(invoice.id()).orElseThrow();
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
