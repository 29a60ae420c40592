package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Fault;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.money.Money;

/** What every adapter must do with refunds. */
abstract class RefundContract extends UnusualNewsContract {

    @Test
    void sends_a_part_back_and_then_the_rest() {
        var opened = paid();
        var part = settled(refund(opened, "refund1", "0", "300.00"));
        var rest = settled(refund(opened, "refund2", "300.00", "1200.00"));

        assertThat(part.status()).isEqualTo(RefundOutcome.Status.DONE);
        assertThat(rest.status()).isEqualTo(RefundOutcome.Status.DONE);
        assertThat(bank.order(order(1)).refunds)
                .extracting(BankOrder.Refund::amount)
                .containsExactly(30_000L, 120_000L);
        if (acquirer.profile().can(Capability.REFUNDS_HAVE_IDS)) {
            assertThat(part.providerRefundId()).isNotEmpty().isNotEqualTo(rest.providerRefundId());
        } else {
            assertThat(part.refundedTotal()).isEqualTo(Money.of("300.00", currency()));
            assertThat(rest.refundedTotal()).isEqualTo(price());
        }
    }

    @Test
    void is_refused_more_than_is_left() {
        var opened = paid();
        settled(refund(opened, "refund1", "0", "1000.00"));

        assertThat(acquirer.refund(account, refund(opened, "refund2", "0", "501.00"))
                        .status())
                .isEqualTo(RefundOutcome.Status.REFUSED);
        assertThat(bank.order(order(1)).refunded()).isEqualTo(100_000);
    }

    @TestFactory
    Stream<DynamicTest> a_refund_that_goes_wrong_is_asked_about_and_never_made_twice() {
        return Stream.of(Fault.values())
                .map(fault -> dynamicTest(fault.name(), () -> {
                    open_the_bank();
                    var order = refund(paid(), "refund1", "0", "300.00");
                    bank.failNext(fault);
                    var sent = acquirer.refund(account, order);
                    bank.failNothing();
                    assertThat(sent.status())
                            .isIn(
                                    RefundOutcome.Status.NOT_SENT,
                                    RefundOutcome.Status.UNKNOWN,
                                    RefundOutcome.Status.PENDING);
                    if (fault == Fault.NOT_SENT) {
                        assertThat(sent.status()).isEqualTo(RefundOutcome.Status.NOT_SENT);
                    }
                    if (sent.status() == RefundOutcome.Status.NOT_SENT) {
                        assertThat(bank.order(order(1)).refunds).isEmpty();
                    }
                    acquirer.queryRefund(account, order);
                    acquirer.queryRefund(account, order);
                    assertThat(bank.order(order(1)).refunds).hasSizeLessThanOrEqualTo(1);
                }));
    }

    final PaymentOutcome paid() {
        create(order(1));
        bank.simulate(order(1), PaymentEvent.PAID);
        return acquirer.find(account, order(1)).status() == Status.CAPTURED
                ? acquirer.find(account, order(1))
                : acquirer.query(account, new PaymentRef(order(1), bank.order(order(1)).paymentId));
    }

    final RefundRequest refund(PaymentOutcome paid, String key, String before, String amount) {
        return new RefundRequest(
                key,
                new PaymentRef(order(1), paid.providerId()),
                price(),
                Money.of(before, currency()),
                Money.of(amount, currency()),
                null,
                null,
                clock.now());
    }

    /** Asked about once more if the bank takes its time. */
    final RefundOutcome settled(RefundRequest order) {
        var sent = acquirer.refund(account, order);
        return sent.status() != RefundOutcome.Status.PENDING
                ? sent
                : acquirer.queryRefund(
                        account,
                        new RefundRequest(
                                order.key(),
                                order.payment(),
                                order.captured(),
                                order.refundedBefore(),
                                order.amount(),
                                sent.providerRefundId(),
                                order.receipt(),
                                order.requestedAt()));
    }
}
