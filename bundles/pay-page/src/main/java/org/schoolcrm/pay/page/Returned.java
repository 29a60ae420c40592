package org.schoolcrm.pay.page;

import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceStatus;

/** What a payer reads who comes back from the bank: what has become of the payment, by the invoice and not by hope. */
record Returned(Page page, Invoice invoice) {

    void from(PaymentAttempt attempt) {
        switch (attempt.status()) {
            case INTENT, UNKNOWN, PENDING -> {
                if (page.isPayable() || invoice.status() != InvoiceStatus.PAID) {
                    page.outcome("waiting", "").put("refresh", true);
                }
            }
            case DECLINED -> {
                if (page.isPayable()) {
                    page.outcome("declined", "bad");
                }
            }
            case CAPTURED -> captured();
        }
    }

    private void captured() {
        var shown = page.shown();
        switch (invoice.status()) {
            case PAID -> {
                if (page.isPayable() && !invoice.flags().contains(InvoiceFlag.REFUNDED)) {
                    page.outcome("paid", "good");
                }
            }
            case AWAITING_PAYMENT -> {
                if (invoice.isPartlyPaid()) {
                    page.outcome("received", "good", shown.money(invoice.net()), shown.money(invoice.stillDue()));
                } else {
                    page.outcome(invoice.refunded().isPositive() ? "refunded" : "no.money", "");
                }
            }
            case ARCHIVED -> {}
        }
    }
}
