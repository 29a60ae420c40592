package org.schoolcrm.rest.invoice;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of exported invoices, in the caller's words. */
final class InvoiceColumns {

    private final ResourceBundle words;
    private final ZoneId zone;

    /** The zone is the branch's: its invoices were issued on days there (R155). */
    InvoiceColumns(Locale language, ZoneId zone) {
        this.words = words(language);
        this.zone = zone;
    }

    static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle(
                InvoiceColumns.class.getName(),
                language,
                InvoiceColumns.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static List<String> reportHead(ResourceBundle words) {
        return Stream.of("place", "number", "result", "message")
                .map(words::getString)
                .toList();
    }

    List<String> head() {
        return List.of(
                word("number"),
                word("issued"),
                word("customer"),
                word("method"),
                word("begin"),
                word("end"),
                word("until"),
                word("status"),
                word("marks"),
                word("amount"),
                word("paid"),
                word("refunded"),
                word("due"),
                word("currency"),
                word("link"));
    }

    List<@Nullable Object> of(InvoiceView invoice) {
        var until = invoice.payUntil();
        return Arrays.asList(
                invoice.number(),
                LocalDate.ofInstant(invoice.issuedAt(), zone),
                invoice.customerName(),
                word(invoice.method().name()),
                invoice.periodBegin(),
                invoice.periodEnd(),
                until == null ? word("open") : until,
                word(invoice.expired() ? "expired" : invoice.status().name()),
                invoice.flags().stream()
                        .sorted()
                        .map(flag -> word("flag." + flag))
                        .collect(Collectors.joining(", ")),
                invoice.amount(),
                invoice.paid(),
                invoice.refunded(),
                invoice.due(),
                invoice.amount().currency().getCurrencyCode(),
                invoice.link());
    }

    private String word(String key) {
        return words.getString(key);
    }
}
