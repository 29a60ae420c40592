package org.schoolcrm.shell.billing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.report.InvoiceFiles;
import org.schoolcrm.billing.api.report.InvoiceFiles.Format;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.Moments;

/** Writes invoices, or a report of a bulk operation, into a new file. */
@Service
@Command(scope = "billing", name = "export", description = "Writes invoices or a report into a CSV or XLSX file")
public final class BillingExport extends InvoiceSelection {

    @Option(name = "--sort", description = "issued, amount or customer, with a minus for the greatest first")
    public String sort = "-issued";

    @Option(name = "--report", description = "Id of a report to write instead of invoices")
    public long report;

    @Option(name = "--language", description = "ru or en")
    public String language = "ru";

    @Argument(name = "file", description = "A new file that ends with .csv or .xlsx", required = true)
    public String file = "";

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    InvoiceFiles files;

    @Reference
    @Nullable
    Branches branches;

    @Reference
    @Nullable
    Clock clock;

    @Override
    protected void perform() {
        if (session != null && files != null && branches != null && clock != null) {
            write(session.getConsole(), files, filter(branches, clock));
        }
    }

    public void write(PrintStream out, InvoiceFiles source, InvoiceFilter which) {
        var format = Format.valueOf(file.substring(file.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT));
        var words = Locale.forLanguageTag(language);
        try (OutputStream target = Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE_NEW)) {
            if (report == 0) {
                source.write(which, Moments.order(sort), format, words, target);
            } else {
                source.write(new ReportId(report), format, words, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println("Written to " + file);
    }
}
