package org.schoolcrm.rest.invoice;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceQueries;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.api.report.InvoiceFiles;
import org.schoolcrm.billing.api.report.OperationReports;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.rest.file.Download;
import org.schoolcrm.rest.file.Table;
import org.schoolcrm.rest.invoice.OperationReportResource.RowView;

/** Invoices and reports as tables; one page of them is held at a time. */
public class InvoiceTables implements InvoiceFiles {

    private static final int PAGE = 500;

    private final InvoiceQueries queries;
    private final OperationReports reports;
    private final InvoiceViews views;

    public InvoiceTables(InvoiceQueries queries, OperationReports reports, InvoiceViews views) {
        this.queries = queries;
        this.reports = reports;
        this.views = views;
    }

    Download.Content invoices(InvoiceFilter filter, InvoiceSort order, Locale language) {
        return table -> {
            var columns =
                    new InvoiceColumns(language, views.branch(filter.branch()).zone());
            table.row(columns.head());
            var page = queries.page(filter, order, null, PAGE);
            while (true) {
                for (var invoice : views.all(page.invoices())) {
                    table.row(columns.of(invoice));
                }
                if (page.next() == null) {
                    return;
                }
                page = queries.page(filter, order, page.next(), PAGE);
            }
        };
    }

    Download.Content report(ReportId report, Locale language) {
        return table -> {
            var words = InvoiceColumns.words(language);
            table.row(InvoiceColumns.reportHead(words));
            for (var rows = reports.rows(report, 0, PAGE); !rows.isEmpty(); ) {
                for (var row : rows) {
                    var view = RowView.of(row, language);
                    var result = words.getString(view.outcome().name());
                    table.row(Arrays.asList(Long.toString(view.place()), view.number(), result, view.message()));
                }
                rows = reports.rows(report, rows.get(rows.size() - 1).place(), PAGE);
            }
        };
    }

    @Override
    public void write(InvoiceFilter filter, InvoiceSort order, Format format, Locale language, OutputStream out) {
        write(invoices(filter, order, language), format, language, out);
    }

    @Override
    public void write(ReportId report, Format format, Locale language, OutputStream out) {
        write(report(report, language), format, language, out);
    }

    private static void write(Download.Content content, Format format, Locale language, OutputStream out) {
        try (var table = Table.Format.valueOf(format.name()).to(out, language)) {
            content.into(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
