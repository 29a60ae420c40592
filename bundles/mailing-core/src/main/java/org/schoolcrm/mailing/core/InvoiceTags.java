package org.schoolcrm.mailing.core;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.problem.Words;

/** The tags that a message about an invoice may carry, and what they stand for (R135–R143, A24). */
final class InvoiceTags {

    static final Set<String> NAMES = Set.of(
            "customer.name",
            "bill.url",
            "bill.amount",
            "bill.type",
            "bill.begin_date",
            "bill.end_date",
            "bill.amount_url");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private InvoiceTags() {}

    static Map<String, String> values(String customerName, Invoice invoice, String link) {
        var amount = invoice.amount().toDecimal();
        return Map.of(
                "customer.name",
                customerName,
                "bill.url",
                link,
                "bill.amount",
                amount,
                "bill.type",
                label(invoice.method()),
                "bill.begin_date",
                DATE.format(invoice.period().begin()),
                "bill.end_date",
                dateOr(invoice.period().end()),
                "bill.amount_url",
                amount + " " + link);
    }

    private static String label(CalculationMethod method) {
        return Words.of(InvoiceTags.class).in(RUSSIAN, method.name(), List.of());
    }

    private static String dateOr(@Nullable LocalDate date) {
        return date == null ? Words.of(InvoiceTags.class).in(RUSSIAN, "OPEN_END", List.of()) : DATE.format(date);
    }
}
