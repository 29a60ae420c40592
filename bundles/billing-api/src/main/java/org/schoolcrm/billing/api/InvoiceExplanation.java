package org.schoolcrm.billing.api;

import java.util.List;
import org.schoolcrm.money.Money;

/**
 * Why an invoice asks for what it asks; stored with it and never computed again (R015).
 *
 * @param balance that was taken off the lines; nothing unless the amount is a forecast
 */
public record InvoiceExplanation(List<InvoiceLine> lines, Money balance) {

    public InvoiceExplanation {
        lines = List.copyOf(lines);
    }
}
