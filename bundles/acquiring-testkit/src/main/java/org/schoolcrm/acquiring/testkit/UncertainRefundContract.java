package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Fault;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;

/** What every adapter must do with refunds that are lost, late, decided later or undone. */
abstract class UncertainRefundContract extends RefundContract {

    private static final Duration A_LONG_SLEEP = Duration.ofHours(60);

    @Test
    @DisplayName("a refund that never arrived is not done because the bank's staff sent another sum back")
    void a_refund_that_never_arrived_is_not_done_because_another_one_was() {
        var request = refund(paid(), "refund1", "0", "300.00");
        bank.failNext(Fault.LOST);
        acquirer.refund(account, request);
        bank.failNothing();
        bank.refundByStaff(order(1), 10_000);

        isDoneOnlyIfMade(acquirer.queryRefund(account, request), 30_000);
        isDoneOnlyIfMade(acquirer.queryRefund(account, request), 30_000);
    }

    @TestFactory
    @DisplayName("a second part whose answer was lost is sent back once, however the payer paid")
    Stream<DynamicTest> a_second_part_whose_answer_was_lost_is_sent_back_once() {
        return payments()
                .map(bySbp -> dynamicTest(bySbp ? "SBP" : "card", () -> {
                    var opened = paidBy(bySbp);
                    acquirer.refund(account, refund(opened, "refund1", "0", "300.00"));
                    clock.advance(SimulatedBank.REFUND_IN_HAND);
                    var second = refund(opened, "refund2", "300.00", "200.00");
                    bank.failNext(Fault.ANSWER_LOST);
                    acquirer.refund(account, second);
                    bank.failNothing();
                    for (int i = 0; i < 3; i++) {
                        clock.advance(SimulatedBank.REFUND_IN_HAND);
                        isDoneOnlyIfMade(acquirer.queryRefund(account, second), 20_000);
                    }

                    assertThat(bank.order(order(1)).refunds)
                            .filteredOn(refund -> refund.amount() == 20_000)
                            .hasSizeLessThanOrEqualTo(1);
                }));
    }

    @TestFactory
    @DisplayName("asked about after a long sleep, when the bank has forgotten the key, no refund is made again")
    Stream<DynamicTest> after_a_long_sleep_no_refund_is_made_again() {
        return Stream.of(0, 1)
                .flatMap(passing -> Stream.of(Fault.values())
                        .flatMap(fault -> payments()
                                .map(bySbp -> dynamicTest(
                                        fault + (bySbp ? " SBP" : " card") + " at call " + passing,
                                        () -> asksAfterALongSleep(bySbp, passing, fault)))));
    }

    private void asksAfterALongSleep(boolean bySbp, int passing, Fault fault) {
        var request = refund(paidBy(bySbp), "refund1", "0", "300.00");
        bank.failAfter(passing, fault);
        acquirer.refund(account, request);
        bank.failNothing();
        boolean made = !bank.order(order(1)).refunds.isEmpty();
        clock.advance(A_LONG_SLEEP);
        for (int i = 0; i < 2; i++) {
            var asked = acquirer.queryRefund(account, request);
            isDoneOnlyIfMade(asked, 30_000);
            if (made) {
                assertThat(asked.status())
                        .as("the money went back")
                        .isNotIn(RefundOutcome.Status.REFUSED, RefundOutcome.Status.NOT_SENT);
            }
        }
        assertThat(bank.order(order(1)).refunds).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("what went back in all counts what the bank's staff sent back before")
    void what_went_back_in_all_counts_what_staff_sent_back() {
        var opened = paid();
        bank.refundByStaff(order(1), 10_000);
        var ours = settled(refund(opened, "refund1", "0", "200.00"));

        assertThat(ours.status()).isEqualTo(RefundOutcome.Status.DONE);
        if (ours.refundedTotal() != null) {
            assertThat(ours.refundedTotal()).isEqualTo(Money.of("300.00", currency()));
        }
    }

    @TestFactory
    @DisplayName("a refund that the bank decides later is in its hand until then, and ends as it decides")
    Stream<DynamicTest> a_refund_is_in_hand_until_the_bank_decides() {
        return Stream.of(true, false)
                .map(refused -> dynamicTest(refused ? "refused" : "done", () -> {
                    open_the_bank();
                    assumeTrue(bank.offersSbp(), "this bank decides refunds at once");
                    var opened = paidBy(true);
                    var sent = acquirer.refund(account, refund(opened, "refund1", "0", "300.00"));
                    assertThat(sent.status()).isEqualTo(RefundOutcome.Status.PENDING);
                    var known = numbered(refund(opened, "refund1", "0", "300.00"), sent);
                    assertThat(acquirer.queryRefund(account, known).status()).isEqualTo(RefundOutcome.Status.PENDING);

                    bank.refuseRefundsInHand(refused);
                    clock.advance(SimulatedBank.REFUND_IN_HAND);
                    var news = bank.takeOutbox();

                    assertThat(acquirer.queryRefund(account, known).status())
                            .isEqualTo(refused ? RefundOutcome.Status.REFUSED : RefundOutcome.Status.DONE);
                    if (refused) {
                        assertThat(newsThatBookARefund(news)).isEmpty();
                    }
                }));
    }

    @Test
    @DisplayName("a refund that fails after it was done is told, and refused when asked about")
    void a_refund_that_fails_after_it_was_done_is_told_and_refused() {
        var opened = paid();
        var request = refund(opened, "refund1", "0", "300.00");
        var sent = acquirer.refund(account, request);
        bank.takeOutbox();
        assumeTrue(bank.refundsMayFailAfterwards(), "by its document a refund of this bank is final");
        clock.advance(Duration.ofDays(4));
        var news = bank.failRefund(order(1));

        assertThat(acquirer.queryRefund(account, numbered(request, sent)).status())
                .isEqualTo(RefundOutcome.Status.REFUSED);
        assertThat(newsThatBookARefund(news)).isEmpty();
        assertThat(news).anySatisfy(call -> {
            assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.REJECTED);
            assertThat(acquirer.parse(account, call))
                    .anyMatch(one -> (one.kind() == Kind.REFUND_FAILED || one.hintOnly())
                            && (one.orderId().equals(order(1)) || isKnownBy(opened, one.providerId())));
        });
    }

    /** The core finds a payment by the numbers that it was told of. */
    private static boolean isKnownBy(PaymentOutcome payment, String number) {
        return number.equals(payment.providerId()) || number.equals(payment.alias());
    }

    @Test
    void a_dispute_is_told_of_the_payment_and_moves_nothing() {
        var opened = paid();

        for (var call : bank.dispute(order(1))) {
            assertThat(acquirer.parse(account, call)).isNotEmpty().allSatisfy(news -> {
                assertThat(news.kind()).isEqualTo(Kind.DISPUTE);
                assertThat(news.amount()).isNull();
                assertThat(news.orderId().equals(order(1)) || isKnownBy(opened, news.providerId()))
                        .isTrue();
            });
        }
    }

    @Test
    void no_notification_of_a_refund_names_another_currency() {
        paid();

        for (var call : bank.refundByStaff(order(1), 30_000)) {
            assertThat(acquirer.parse(account, call))
                    .isNotEmpty()
                    .allMatch(news -> news.amount() == null
                            || news.amount().currency().getCurrencyCode().equals(currency()));
        }
    }

    private List<ProviderEvent> newsThatBookARefund(List<RawWebhook> news) {
        return news.stream()
                .flatMap(call -> acquirer.parse(account, call).stream())
                .filter(one -> one.kind() == Kind.REFUND && !one.hintOnly() && one.amount() != null)
                .toList();
    }

    /** What was reported as done the bank has made, or has it from us in its hand. */
    private void isDoneOnlyIfMade(RefundOutcome outcome, long amount) {
        bank.takeOutbox();
        if (outcome.status() == RefundOutcome.Status.DONE) {
            assertThat(bank.order(order(1)).refunds)
                    .anyMatch(refund -> refund.amount() == amount && refund.state() == BankOrder.Refund.State.DONE);
        }
    }

    private Stream<Boolean> payments() {
        return newBank(clock).offersSbp() ? Stream.of(false, true) : Stream.of(false);
    }

    private PaymentOutcome paidBy(boolean sbp) {
        open_the_bank();
        create(order(1));
        if (sbp) {
            bank.chooseSbp(order(1));
        }
        bank.simulate(order(1), PaymentEvent.PAID);
        return known();
    }

    private static RefundRequest numbered(RefundRequest request, RefundOutcome sent) {
        return new RefundRequest(
                request.key(),
                request.payment(),
                request.captured(),
                request.refundedBefore(),
                request.amount(),
                sent.providerRefundId(),
                request.receipt(),
                request.requestedAt());
    }
}
