package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.SELECTION_INVALID;

import java.util.List;
import java.util.function.Consumer;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.report.BulkArchive;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.spi.ReportStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Opens the report of a bulk archive, a waiting row for each invoice, and schedules the job that works it off. */
public final class BackgroundArchive implements BulkArchive {

    private static final int CHOSEN = 10_000;

    private final ReportStore reports;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;
    private final Audit audit;

    public BackgroundArchive(ReportStore reports, Transactions transactions, Jobs jobs, Clock clock, Audit audit) {
        this.reports = reports;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public OperationReport archive(BranchId branch, List<InvoiceId> chosen, Actor actor) {
        var distinct = chosen.stream().distinct().toList();
        new FieldChecks()
                .require(!distinct.isEmpty() && distinct.size() <= CHOSEN, "invoices", SELECTION_INVALID)
                .refuseAs(SELECTION_INVALID);
        return begin(branch, actor, distinct.size() + " chosen", report -> reports.add(report, distinct));
    }

    @Override
    public OperationReport archiveMatching(InvoiceFilter filter, Actor actor) {
        return begin(filter.branch(), actor, filter.toString(), report -> reports.addMatching(report, filter));
    }

    private OperationReport begin(BranchId branch, Actor actor, String what, Consumer<OperationReport> add) {
        return transactions.inTransaction(() -> {
            var report = new OperationReport(
                    reports.newId(), branch, OperationReport.Operation.ARCHIVE, actor, clock.now(), null, 0, 0, 0);
            add.accept(report);
            jobs.schedule(ArchiveWork.job(report.id()), clock.now());
            audit.record(
                    new AuditRecord(actor, branch.value(), "invoices.archiving", "report:" + report.id(), null, what));
            return reports.find(report.id()).orElseThrow();
        });
    }
}
