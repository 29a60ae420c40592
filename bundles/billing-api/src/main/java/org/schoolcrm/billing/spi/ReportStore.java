package org.schoolcrm.billing.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.OperationReport.Row;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.host.spi.BranchId;

/** Where reports of bulk operations live, with their work still to do. Implemented by {@code persistence}. */
@ConsumerType
public interface ReportStore {

    ReportId newId();

    /** A report with a waiting row for each of the invoices, known or not, in their order. */
    void add(OperationReport report, List<InvoiceId> chosen);

    /** A report with a waiting row for each invoice that matches now, in the order of their ids. */
    void addMatching(OperationReport report, InvoiceFilter filter);

    Optional<OperationReport> find(ReportId id);

    /** Newest first. */
    List<OperationReport> of(BranchId branch, int limit);

    List<Row> rows(ReportId report, long after, int limit);

    /** The first rows after the place that still wait. */
    List<Row> waiting(ReportId report, long after, int limit);

    /** Writes how the rows ended. */
    void settle(List<Row> rows);

    void finish(ReportId report, Instant at);
}
