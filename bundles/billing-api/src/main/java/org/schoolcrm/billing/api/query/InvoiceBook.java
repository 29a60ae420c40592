package org.schoolcrm.billing.api.query;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/** «Финансы» → «Счета»: all invoices of a branch, and what is done to many of them at once (R060–R071). */
@ProviderType
public interface InvoiceBook {

    /** Refuses a cursor that no page has given. */
    InvoicePage page(InvoiceFilter filter, InvoiceSort order, @Nullable String cursor, int limit);

    /** What is still to be paid in the branch now, and what its last twelve months asked for and brought. */
    InvoiceSummary summary(Branch branch);

    /** «Отправить в архив» for chosen invoices, in the background; the report says how far it is (R061–R063). */
    OperationReport archive(BranchId branch, List<InvoiceId> chosen, Actor actor);

    /** The same for all that match the filter now; those issued later are not among them (R062). */
    OperationReport archiveMatching(InvoiceFilter filter, Actor actor);

    Optional<OperationReport> report(ReportId id);

    /** Newest first. */
    List<OperationReport> reports(BranchId branch);

    /** The rows after the given place, in their order. */
    List<OperationReport.Row> rows(ReportId report, long after, int limit);
}
