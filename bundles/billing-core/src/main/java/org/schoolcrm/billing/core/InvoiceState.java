package org.schoolcrm.billing.core;

import org.schoolcrm.billing.api.Invoice;

/** What the audit trail shows of an invoice before and after a change. */
final class InvoiceState {

    private InvoiceState() {}

    static String of(Invoice invoice) {
        var refunded = invoice.refunded().isZero() ? "" : " refunded " + invoice.refunded();
        return "%s %s/%s%s %s".formatted(invoice.status(), invoice.paid(), invoice.amount(), refunded, invoice.flags());
    }
}
