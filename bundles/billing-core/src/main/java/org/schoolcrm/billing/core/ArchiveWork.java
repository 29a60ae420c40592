package org.schoolcrm.billing.core;

import java.util.Comparator;
import java.util.List;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.OperationReport.Outcome;
import org.schoolcrm.billing.api.report.OperationReport.Row;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.billing.spi.ReportStore;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a bulk archive: a page of rows in a transaction, and row by row where a page meets a fault, so that one
 * bad invoice never stops the others (R071). After a crash it goes on with the rows that still wait.
 */
public final class ArchiveWork implements JobHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveWork.class);
    private static final String KIND = "invoice-archive";
    private static final int PAGE = 100;

    private final ReportStore reports;
    private final InvoiceTransitions transitions;
    private final Transactions transactions;
    private final Clock clock;

    public ArchiveWork(ReportStore reports, InvoiceTransitions transitions, Transactions transactions, Clock clock) {
        this.reports = reports;
        this.transitions = transitions;
        this.transactions = transactions;
        this.clock = clock;
    }

    static JobId job(ReportId report) {
        return new JobId(KIND, report.toString());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        var report = reports.find(ReportId.fromString(key)).orElseThrow();
        var page = reports.waiting(report.id(), 0, PAGE);
        while (!page.isEmpty()) {
            carryOut(report, page);
            page = reports.waiting(report.id(), page.get(page.size() - 1).place(), PAGE);
        }
        transactions.run(() -> reports.finish(report.id(), clock.now()));
        return JobOutcome.done();
    }

    private void carryOut(OperationReport report, List<Row> page) {
        try {
            settle(report, page);
        } catch (RuntimeException e) {
            LOG.warn("Report {}: a page met a fault, its rows are tried one by one", report.id(), e);
            page.forEach(row -> alone(report, row));
        }
    }

    private void alone(OperationReport report, Row row) {
        try {
            settle(report, List.of(row));
        } catch (RuntimeException e) {
            LOG.warn("Report {}: invoice {} was not archived", report.id(), row.invoice(), e);
            var failed = row.ended(Outcome.FAILED, BillingProblem.INVOICE_NOT_CHANGED);
            transactions.run(() -> reports.settle(List.of(failed)));
        }
    }

    /** Locks invoices in the order of their ids: two reports over the same ones take turns. */
    private void settle(OperationReport report, List<Row> page) {
        transactions.run(() -> reports.settle(page.stream()
                .sorted(Comparator.comparing(row -> row.invoice().value()))
                .map(row -> archived(report, row))
                .toList()));
    }

    private Row archived(OperationReport report, Row row) {
        return transitions
                .apply(
                        row.invoice(),
                        one -> archivable(report, one) ? one.archive() : one,
                        "invoice.archived",
                        report.actor())
                .filter(changed -> changed.before().branch().equals(report.branch()))
                .map(changed -> changed.before()
                        .objectionToArchiving()
                        .map(objection -> row.ended(Outcome.REFUSED, objection))
                        .orElseGet(() -> row.ended(
                                Outcome.DONE,
                                changed.before().isPartlyPaid() ? BillingProblem.ARCHIVED_PARTLY_PAID : null)))
                .orElseGet(() -> row.ended(Outcome.REFUSED, BillingProblem.INVOICE_UNKNOWN));
    }

    private static boolean archivable(OperationReport report, Invoice invoice) {
        return invoice.branch().equals(report.branch())
                && invoice.objectionToArchiving().isEmpty();
    }
}
