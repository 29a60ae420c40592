package org.schoolcrm.acquiring.core.payment;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.api.PaymentStart.Kind;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.runtime.api.Clock;

/** Opens payments at banks: our own row is committed first, the bank is called after. */
public final class PaymentStarter {

    /** Letters alone: not every bank takes the sign «№» in a description. */
    private static final String PURPOSE = "Оплата счета ";

    private final Billing billing;
    private final AttemptOpening opening;
    private final MerchantAccountRouter merchants;
    private final AcquirerRegistry acquirers;
    private final Settlement settlement;
    private final FiscalReceipts receipts;
    private final Clock clock;

    public PaymentStarter(
            Billing billing,
            AttemptOpening opening,
            MerchantAccountRouter merchants,
            AcquirerRegistry acquirers,
            Settlement settlement,
            FiscalReceipts receipts,
            Clock clock) {
        this.billing = billing;
        this.opening = opening;
        this.merchants = merchants;
        this.acquirers = acquirers;
        this.settlement = settlement;
        this.receipts = receipts;
        this.clock = clock;
    }

    public PaymentReadiness readiness(Invoice invoice) {
        if (!merchants.isConnected(invoice.branch())) {
            return PaymentReadiness.NOT_CONNECTED;
        }
        return merchants
                .accountFor(invoice)
                .map(account -> hasNobodyForReceipt(account, invoice)
                        ? PaymentReadiness.NO_RECEIPT_CONTACT
                        : PaymentReadiness.READY)
                .orElse(PaymentReadiness.NOT_ACCEPTED);
    }

    private boolean hasNobodyForReceipt(MerchantAccount account, Invoice invoice) {
        return receipts.areWanted(account)
                && receipts.of(account, invoice, invoice.stillDue(), clock.now())
                        .isEmpty();
    }

    public PaymentStart start(InvoiceId id, String returnTo) {
        var invoice = billing.find(id).orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
        if (!opening.isPayable(invoice)) {
            return PaymentStart.without(Kind.NOT_PAYABLE);
        }
        var account = merchants.accountFor(invoice);
        if (account.isEmpty()) {
            return PaymentStart.without(Kind.NOT_CONNECTED);
        }
        if (hasNobodyForReceipt(account.get(), invoice)) {
            acquirers.breaker(account.get().id()).noteFailure("Nobody to send the receipt to");
            return PaymentStart.without(Kind.NOT_CONNECTED);
        }
        return acquirers
                .adapter(account.get())
                .map(adapter -> start(invoice, account.get(), adapter, returnTo))
                .orElse(PaymentStart.without(Kind.TRY_LATER));
    }

    private PaymentStart start(Invoice invoice, MerchantAccount account, Acquirer adapter, String returnTo) {
        var opened = opening.open(invoice, account, adapter);
        if (opened.isEmpty()) {
            return PaymentStart.without(Kind.TRY_LATER);
        }
        var attempt = opened.get();
        if (attempt.payAt() != null) {
            return PaymentStart.form(attempt.payAt());
        }
        var receipt = receipts.of(account, invoice, attempt.amount(), clock.now());
        var answer = adapter.create(account, order(attempt, invoice, account, returnTo, receipt.orElse(null)));
        if (answer.remedy() == Remedy.CORRECT_SETTINGS) {
            acquirers.breaker(account.id()).noteFailure(answer.detail());
        }
        var form = settlement.settle(account, attempt, closedIfNotSent(answer)).payAt();
        return form == null ? PaymentStart.without(withoutForm(answer)) : PaymentStart.form(form);
    }

    /** A refusal stands until somebody at the school or the bank acts; a bank that is busy or silent can be waited for. */
    private static Kind withoutForm(PaymentOutcome answer) {
        return answer.status() == PaymentOutcome.Status.DECLINED || answer.remedy() == Remedy.CORRECT_SETTINGS
                ? Kind.REFUSED
                : Kind.TRY_LATER;
    }

    /** What never reached the bank cannot be paid there: the next click may open another. */
    private static PaymentOutcome closedIfNotSent(PaymentOutcome answer) {
        return answer.status() == PaymentOutcome.Status.NOT_SENT
                ? PaymentOutcome.declined(null, answer.detail())
                : answer;
    }

    private CreatePayment order(
            PaymentAttempt attempt,
            Invoice invoice,
            MerchantAccount account,
            String returnTo,
            @Nullable FiscalReceipt receipt) {
        return new CreatePayment(
                attempt.orderId(),
                attempt.amount(),
                PURPOSE + invoice.number(),
                URI.create(returnTo),
                merchants.webhookAddress(account),
                attempt.validUntil(),
                false,
                PaymentMethod.of(account),
                "ru",
                receipt);
    }
}
