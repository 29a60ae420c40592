package org.schoolcrm.acquiring.testkit;

import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.HttpCall;

/** Calls every operation of an adapter once, to see all requests that it can send. */
final class EveryOperation {

    private final AcquirerFixture fixture;
    private final List<HttpCall> opened = new ArrayList<>();
    private int orders;

    private EveryOperation(AcquirerFixture fixture) {
        this.fixture = fixture;
    }

    /** What the payer's browser opens counts as sent too. */
    static List<HttpCall> requests(AcquirerFixture fixture) {
        var every = new EveryOperation(fixture);
        for (var method : PaymentMethod.values()) {
            for (boolean hold : new boolean[] {false, true}) {
                every.call(method, hold);
            }
        }
        var requests = new ArrayList<>(every.opened);
        requests.addAll(fixture.bank.calls());
        return requests;
    }

    private void call(PaymentMethod method, boolean hold) {
        var orderId = fixture.order(orders++);
        var created = create(orderId, method, hold);
        if (fixture.bank.find(orderId).isEmpty()) {
            return;
        }
        fixture.bank.simulate(orderId, hold ? PaymentEvent.AUTHORIZED : PaymentEvent.PAID);
        var acquirer = fixture.acquirer;
        var account = fixture.account;
        var payment = new PaymentRef(orderId, fixture.bank.order(orderId).paymentId);
        var unpaid = new PaymentRef(orderId, created.providerId());
        acquirer.query(account, payment);
        acquirer.query(account, unpaid);
        acquirer.find(account, orderId);
        acquirer.capture(account, payment, fixture.price());
        refund(payment);
        acquirer.release(account, payment);
        acquirer.cancel(account, payment);
        acquirer.cancel(account, unpaid);
    }

    private PaymentOutcome create(String orderId, PaymentMethod method, boolean hold) {
        var plain = fixture.payment(orderId);
        var created = fixture.acquirer.create(
                fixture.account,
                new CreatePayment(
                        orderId,
                        fixture.price(),
                        "Счет",
                        plain.returnTo(),
                        plain.webhookAt(),
                        plain.validUntil(),
                        hold,
                        method,
                        "ru",
                        FiscalReceipt.of("a@test.example", "Абонемент", fixture.price())));
        fixture.visitIfLeft(created);
        if (created.payAt() != null) {
            opened.add(HttpCall.get(created.payAt()));
        }
        return created;
    }

    private void refund(PaymentRef payment) {
        var request = new RefundRequest(
                "r" + payment.orderId(),
                payment,
                fixture.price(),
                Money.of("0", fixture.currency()),
                Money.of("300", fixture.currency()),
                null,
                null,
                fixture.clock.now());
        var sent = fixture.acquirer.refund(fixture.account, request);
        fixture.acquirer.queryRefund(fixture.account, request);
        fixture.acquirer.queryRefund(
                fixture.account,
                new RefundRequest(
                        request.key(),
                        payment,
                        request.captured(),
                        request.refundedBefore(),
                        request.amount(),
                        sent.providerRefundId(),
                        null,
                        request.requestedAt()));
    }
}
