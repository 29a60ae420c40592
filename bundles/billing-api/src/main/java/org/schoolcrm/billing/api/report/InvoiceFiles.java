package org.schoolcrm.billing.api.report;

import java.io.OutputStream;
import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;

/** Invoices and reports as files for spreadsheets, which text in them cannot harm; written as they are read. */
@ProviderType
public interface InvoiceFiles {

    /** What can be written. */
    enum Format {
        CSV,
        XLSX
    }

    /** All invoices that match. */
    void write(InvoiceFilter filter, InvoiceSort order, Format format, Locale language, OutputStream out);

    /** All rows of the report. */
    void write(ReportId report, Format format, Locale language, OutputStream out);
}
