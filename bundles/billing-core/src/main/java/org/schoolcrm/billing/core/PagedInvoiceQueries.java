package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.CURSOR_INVALID;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoicePage;
import org.schoolcrm.billing.api.query.InvoiceQueries;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.api.query.InvoiceSummary;
import org.schoolcrm.billing.spi.InvoiceSearch;
import org.schoolcrm.billing.spi.InvoiceSearch.Position;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Clock;

/**
 * Lists invoices page by page: a cursor is the order, and the value and id of the last invoice of the page before. A
 * cursor of another order is refused, since the list would begin anew or leave some out.
 */
public final class PagedInvoiceQueries implements InvoiceQueries {

    private static final Pattern CURSOR = Pattern.compile("([a-z]+-?)\\.(\\d{1,18})\\.(\\d{1,18})");

    private final InvoiceSearch search;
    private final Clock clock;

    public PagedInvoiceQueries(InvoiceSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    @Override
    public InvoicePage page(InvoiceFilter filter, InvoiceSort order, @Nullable String cursor, int limit) {
        var found = search.page(filter, order, position(cursor, order), limit + 1);
        if (found.size() <= limit) {
            return new InvoicePage(found, null);
        }
        var page = found.subList(0, limit);
        var last = page.get(limit - 1);
        return new InvoicePage(page, name(order) + "." + value(last, order.key()) + "." + last.id());
    }

    @Override
    public InvoiceSummary summary(Branch branch) {
        var year = SummaryYear.until(clock.today(branch.zone()));
        return year.summary(branch.currency(), search.tallies(branch.id(), year.today(), year.begins(branch.zone())));
    }

    private static @Nullable Position position(@Nullable String cursor, InvoiceSort order) {
        if (cursor == null) {
            return null;
        }
        var parts = CURSOR.matcher(cursor);
        new FieldChecks()
                .require(parts.matches() && parts.group(1).equals(name(order)), "cursor", CURSOR_INVALID)
                .refuseAs(CURSOR_INVALID);
        return new Position(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    private static String name(InvoiceSort order) {
        return order.key().name().toLowerCase(Locale.ROOT) + (order.descending() ? "-" : "");
    }

    private static long value(Invoice invoice, InvoiceSort.Key key) {
        return switch (key) {
            case ISSUED -> invoice.id().value();
            case AMOUNT -> invoice.amount().minor();
            case CUSTOMER -> 0;
        };
    }
}
