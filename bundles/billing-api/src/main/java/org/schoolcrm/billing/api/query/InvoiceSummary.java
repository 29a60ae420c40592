package org.schoolcrm.billing.api.query;

import java.time.YearMonth;
import java.util.List;
import org.schoolcrm.money.Money;

/**
 * The money of a branch's invoices at a glance, in the branch's currency and by days of its zone; archived invoices are
 * left out.
 *
 * @param awaiting unpaid ones that may still be paid, those whose term has not begun included
 * @param expired unpaid ones whose term is over
 * @param months the last twelve, oldest first, empty ones included; the last is the current one
 * @param inOtherCurrencies how many are left out because they stand in a currency that the branch no longer has
 */
public record InvoiceSummary(Unpaid awaiting, Unpaid expired, List<Month> months, long inOtherCurrencies) {

    public InvoiceSummary {
        months = List.copyOf(months);
    }

    /** Invoices that wait for money; {@code amount} is what is still to be paid of them, what went back included. */
    public record Unpaid(long invoices, Money amount) {}

    /**
     * Invoices that were issued in one month.
     *
     * @param billed what they ask for
     * @param paid what has been booked on them until now, in whatever month, refunds not taken off: more than billed
     *     when they were overpaid or paid again
     * @param refunded what went back of it until now
     */
    public record Month(YearMonth month, long invoices, Money billed, Money paid, Money refunded) {}
}
