package org.schoolcrm.billing.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.OperationReport.Outcome;
import org.schoolcrm.billing.api.report.OperationReport.Row;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.billing.spi.ReportStore;
import org.schoolcrm.host.spi.BranchId;

/** Reports that live as long as the test. */
final class ReportsInMemory implements ReportStore {

    private final InvoicesInMemory invoices;
    private final Map<Long, OperationReport> reports = new TreeMap<>();
    private final Map<Long, List<Row>> rows = new TreeMap<>();

    ReportsInMemory(InvoicesInMemory invoices) {
        this.invoices = invoices;
    }

    @Override
    public ReportId newId() {
        return new ReportId(reports.size() + 1L);
    }

    @Override
    public void add(OperationReport report, List<InvoiceId> chosen) {
        var id = report.id();
        var waiting = new ArrayList<Row>();
        for (var invoice : chosen) {
            var number = invoices.find(invoice).map(found -> found.number()).orElse(null);
            waiting.add(new Row(id, waiting.size() + 1L, invoice, number, Outcome.WAITING, null));
        }
        reports.put(id.value(), report);
        rows.put(id.value(), waiting);
    }

    @Override
    public void addMatching(OperationReport report, InvoiceFilter filter) {
        add(
                report,
                invoices.page(filter, InvoiceSort.NEWEST_FIRST, null, Integer.MAX_VALUE).stream()
                        .map(found -> found.id())
                        .toList());
    }

    @Override
    public Optional<OperationReport> find(ReportId id) {
        return Optional.ofNullable(reports.get(id.value()));
    }

    @Override
    public List<OperationReport> of(BranchId branch, int limit) {
        return reports.values().stream()
                .filter(one -> one.branch().equals(branch))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Row> rows(ReportId report, long after, int limit) {
        return rows.getOrDefault(report.value(), List.of()).stream()
                .filter(row -> row.place() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Row> waiting(ReportId report, long after, int limit) {
        return rows(report, after, Integer.MAX_VALUE).stream()
                .filter(row -> row.outcome() == Outcome.WAITING)
                .limit(limit)
                .toList();
    }

    @Override
    public void settle(List<Row> ended) {
        ended.forEach(row -> rows.get(row.report().value()).set((int) row.place() - 1, row));
    }

    @Override
    public void finish(ReportId report, Instant at) {
        reports.computeIfPresent(
                report.value(),
                (key, was) -> new OperationReport(
                        was.id(),
                        was.branch(),
                        was.operation(),
                        was.actor(),
                        was.startedAt(),
                        at,
                        was.total(),
                        was.done(),
                        was.refused()));
    }
}
