package org.schoolcrm.billing.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/**
 * One line that explains the amount of an invoice.
 *
 * @param subscription null for a line typed in by hand
 * @param gross negative only where somebody has typed less than the lines before make
 * @param kind what is charged for, null for a line typed in by hand
 */
public record InvoiceLine(
        LocalDate date,
        @Nullable SubscriptionId subscription,
        @Nullable SubjectId subject,
        Money gross,
        Money discount,
        ForecastLine.@Nullable Kind kind) {

    public static InvoiceLine of(ForecastLine line) {
        return new InvoiceLine(
                line.date(), line.subscription(), line.subject(), line.gross(), line.discount(), line.kind());
    }

    public Money net() {
        return gross.minus(discount);
    }
}
