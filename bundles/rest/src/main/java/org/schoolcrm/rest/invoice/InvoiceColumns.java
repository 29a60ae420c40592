package org.schoolcrm.rest.invoice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The columns of exported invoices, in the caller's words. */
final class InvoiceColumns {

    private final ResourceBundle words;

    InvoiceColumns(Locale language) {
        words = ResourceBundle.getBundle(
                InvoiceColumns.class.getName(),
                language,
                InvoiceColumns.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
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
                word("amount"),
                word("paid"),
                word("currency"),
                word("link"));
    }

    List<@Nullable Object> of(InvoiceView invoice) {
        var until = invoice.payUntil();
        return Arrays.asList(
                invoice.number(),
                invoice.issuedAt().toString(),
                invoice.customerName(),
                word(invoice.method().name()),
                invoice.periodBegin(),
                invoice.periodEnd(),
                until == null ? word("open") : until,
                word(invoice.expired() ? "expired" : invoice.status().name()),
                invoice.amount(),
                invoice.paid(),
                invoice.amount().currency().getCurrencyCode(),
                invoice.link());
    }

    List<String> reportHead() {
        return List.of(word("place"), word("number"), word("result"), word("message"));
    }

    String word(String key) {
        return words.getString(key);
    }
}
