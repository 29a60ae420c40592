package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.CURSOR_INVALID;
import static org.schoolcrm.billing.api.BillingProblem.SELECTION_INVALID;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.query.InvoiceBook;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoicePage;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.api.query.InvoiceSummary;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.billing.spi.InvoiceSearch;
import org.schoolcrm.billing.spi.InvoiceSearch.Position;
import org.schoolcrm.billing.spi.ReportStore;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Looks through all invoices and orders what is done to many of them. */
public final class InvoiceLedger implements InvoiceBook {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");
    private static final int CHOSEN = 10_000;
    private static final int REPORTS = 100;

    private final InvoiceSearch search;
    private final ReportStore reports;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;
    private final Audit audit;

    public InvoiceLedger(
            InvoiceSearch search, ReportStore reports, Transactions transactions, Jobs jobs, Clock clock, Audit audit) {
        this.search = search;
        this.reports = reports;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public InvoicePage page(InvoiceFilter filter, InvoiceSort order, @Nullable String cursor, int limit) {
        var found = search.page(filter, order, position(cursor), limit + 1);
        if (found.size() <= limit) {
            return new InvoicePage(found, null);
        }
        var page = found.subList(0, limit);
        var last = page.get(limit - 1);
        return new InvoicePage(page, value(last, order.key()) + "." + last.id());
    }

    @Override
    public InvoiceSummary summary(Branch branch) {
        var year = SummaryYear.until(clock.today(branch.zone()));
        return year.summary(branch.currency(), search.tallies(branch.id(), year.today(), year.begins(branch.zone())));
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

    @Override
    public Optional<OperationReport> report(ReportId id) {
        return reports.find(id);
    }

    @Override
    public List<OperationReport> reports(BranchId branch) {
        return reports.of(branch, REPORTS);
    }

    @Override
    public List<OperationReport.Row> rows(ReportId report, long after, int limit) {
        return reports.rows(report, after, limit);
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

    private static @Nullable Position position(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        var parts = CURSOR.matcher(cursor);
        new FieldChecks().require(parts.matches(), "cursor", CURSOR_INVALID).refuseAs(CURSOR_INVALID);
        return new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    private static long value(Invoice invoice, InvoiceSort.Key key) {
        return switch (key) {
            case ISSUED -> invoice.id().value();
            case AMOUNT -> invoice.amount().minor();
            case CUSTOMER -> invoice.customer().value();
        };
    }
}
