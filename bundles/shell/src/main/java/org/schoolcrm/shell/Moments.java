package org.schoolcrm.shell;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.DateRange;

/** Instants and windows as an operator types them; nonsense is an {@link IllegalArgumentException} that says so. */
public final class Moments {

    private static final String ISO_DAY = "\\d{4}-\\d\\d-\\d\\d";

    private Moments() {}

    /** A day is its first moment in the zone. */
    public static Instant instant(String text, ZoneId zone) {
        return text.matches(ISO_DAY) ? LocalDate.parse(text).atStartOfDay(zone).toInstant() : Instant.parse(text);
    }

    /** Two days with two dots between. */
    public static DateRange days(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw new IllegalArgumentException("Days are 2026-09-01..2026-09-30, not " + text);
        }
        return new DateRange(LocalDate.parse(text.substring(0, dots)), LocalDate.parse(text.substring(dots + 2)));
    }

    /** A key of invoices, with a minus for the greatest first. */
    public static InvoiceSort order(String text) {
        boolean descending = text.startsWith("-");
        var key = (descending ? text.substring(1) : text).toUpperCase(Locale.ROOT);
        return new InvoiceSort(InvoiceSort.Key.valueOf(key), descending);
    }

    public static DateRange window(String text, Instant asOf, ZoneId zone) {
        if (text.contains("..")) {
            return days(text);
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("A window is 2026-09-01..2026-09-30 or next-month, not " + text);
        }
        var kind = PeriodKind.valueOf(text.substring(0, dash).toUpperCase(Locale.ROOT));
        var unit = PeriodUnit.valueOf(text.substring(dash + 1).toUpperCase(Locale.ROOT));
        return kind.window(unit, LocalDate.ofInstant(asOf, zone));
    }
}
