package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.INVOICE_UNKNOWN;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Booking;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.core.InvoiceTransitions.Step;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** Books money on invoices; one that is paid by it keeps whose details hold now (R057). */
public final class PaymentBooking {

    private final InvoiceTransitions transitions;
    private final IssuerStore issuers;

    public PaymentBooking(InvoiceTransitions transitions, IssuerStore issuers) {
        this.transitions = transitions;
        this.issuers = issuers;
    }

    /** In the order of the bookings, each of which is for an invoice of its own. */
    List<Invoice> bookAll(List<Booking> bookings) {
        var steps = new LinkedHashMap<InvoiceId, Step>();
        for (var one : bookings) {
            var step = new Step(invoice -> booked(invoice, one.payment()), one.actor());
            if (steps.put(one.invoice(), step) != null) {
                throw new IllegalArgumentException("Two bookings at once for invoice " + one.invoice());
            }
        }
        var changed = transitions.applyAll(steps, "invoice.booked");
        return bookings.stream()
                .map(one -> Objects.requireNonNull(changed.get(one.invoice())).after())
                .toList();
    }

    /** A refund that did not happen after all may make the invoice paid. */
    Invoice refund(InvoiceId id, Money back, Actor actor) {
        return transitions
                .apply(id, invoice -> refunded(invoice, back), "invoice.refunded", actor)
                .orElseThrow(() -> INVOICE_UNKNOWN.refuse(id))
                .after();
    }

    private Invoice refunded(Invoice invoice, Money back) {
        var next = invoice.refund(back);
        return next.status() == invoice.status() ? next : next.under(inForce(invoice));
    }

    private Invoice booked(Invoice invoice, ReceivedPayment payment) {
        return invoice.book(payment).under(inForce(invoice));
    }

    private @Nullable IssuerVersion inForce(Invoice invoice) {
        return issuers.inForce(invoice.branch()).orElse(null);
    }
}
