package org.schoolcrm.billing.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.money.Money;

/**
 * Why an invoice asks for what it asks; stored with it and never computed again (R015).
 *
 * @param balance that was taken off the lines; nothing unless the amount is a forecast
 * @param snapshot what a forecast was made from, null if the amount is none
 */
public record InvoiceExplanation(
        List<InvoiceLine> lines, Money balance, @Nullable ForecastSnapshot snapshot) {

    public InvoiceExplanation {
        lines = List.copyOf(lines);
    }

    /** An explanation of an amount that is no forecast. */
    public InvoiceExplanation(List<InvoiceLine> lines, Money balance) {
        this(lines, balance, null);
    }
}
