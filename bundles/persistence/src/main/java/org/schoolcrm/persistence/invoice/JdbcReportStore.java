package org.schoolcrm.persistence.invoice;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.OperationReport.Outcome;
import org.schoolcrm.billing.api.report.OperationReport.Row;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.billing.spi.ReportStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.runtime.api.Actor;

/** Reports and their rows as SQL. */
public final class JdbcReportStore implements ReportStore {

    private static final String REPORT = "select r.*,"
            + " (select count(*) from operation_report_row o where o.report_id = r.id) as total,"
            + " (select count(*) from operation_report_row o where o.report_id = r.id and o.outcome = 'DONE') as done,"
            + " (select count(*) from operation_report_row o where o.report_id = r.id"
            + " and o.outcome in ('REFUSED', 'FAILED')) as refused from operation_report r ";

    private static final RowMapper<OperationReport> TO_REPORT = (row, context) -> {
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new OperationReport(
                new ReportId(row.getLong("id")),
                new BranchId(row.getLong("branch_id")),
                OperationReport.Operation.valueOf(row.getString("operation")),
                new Actor(row.getString("actor")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getLong("total"),
                row.getLong("done"),
                row.getLong("refused"));
    };

    private static final RowMapper<Row> TO_ROW = (row, context) -> new Row(
            new ReportId(row.getLong("report_id")),
            row.getLong("place"),
            new InvoiceId(row.getLong("invoice_id")),
            row.getString("number"),
            Outcome.valueOf(row.getString("outcome")),
            row.getString("problem") == null ? null : BillingProblem.valueOf(row.getString("problem")));

    private final BillingTables tables;

    public JdbcReportStore(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public ReportId newId() {
        return new ReportId(tables.ids().next("report_id"));
    }

    @Override
    public void add(OperationReport report, List<InvoiceId> chosen) {
        insert(report);
        tables.writeAll(
                "insert into operation_report_row (report_id, place, invoice_id, number, outcome)"
                        + " values (?, ?, ?, (select number from invoice where id = ? and branch_id = ?), 'WAITING')",
                IntStream.range(0, chosen.size()).boxed().toList(),
                (statement, index) -> {
                    long invoice = chosen.get(index).value();
                    statement.setLong(1, report.id().value());
                    statement.setLong(2, index + 1L);
                    statement.setLong(3, invoice);
                    statement.setLong(4, invoice);
                    statement.setLong(5, report.branch().value());
                });
    }

    @Override
    public void addMatching(OperationReport report, InvoiceFilter filter) {
        insert(report);
        var conditions = InvoiceConditions.of(filter);
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into operation_report_row"
                                + " (report_id, place, invoice_id, number, outcome)"
                                + " select :report, row_number() over (order by i.id), i.id, i.number, 'WAITING'"
                                + " from invoice i" + conditions.where())
                        .bindMap(conditions.values())
                        .bind("report", report.id().value())
                        .execute());
    }

    @Override
    public Optional<OperationReport> find(ReportId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(REPORT + "where r.id = :id")
                        .bind("id", id.value())
                        .map(TO_REPORT)
                        .findOne());
    }

    @Override
    public List<OperationReport> of(BranchId branch, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                REPORT + "where r.branch_id = :branch order by r.id desc limit :limit")
                        .bind("branch", branch.value())
                        .bind("limit", limit)
                        .map(TO_REPORT)
                        .list());
    }

    @Override
    public List<Row> rows(ReportId report, long after, int limit) {
        return rows("", report, after, limit);
    }

    @Override
    public List<Row> waiting(ReportId report, long after, int limit) {
        return rows(" and outcome = 'WAITING'", report, after, limit);
    }

    @Override
    public void settle(List<Row> rows) {
        tables.writeAll(
                "update operation_report_row set outcome = ?, problem = ? where report_id = ? and place = ?",
                rows,
                (statement, row) -> {
                    var problem = row.problem();
                    statement.setString(1, row.outcome().name());
                    statement.setString(2, problem == null ? null : problem.name());
                    statement.setLong(3, row.report().value());
                    statement.setLong(4, row.place());
                });
    }

    @Override
    public void finish(ReportId report, Instant at) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update operation_report set finished_at = :at where id = :id and finished_at is null")
                        .bind("at", at)
                        .bind("id", report.value())
                        .execute());
    }

    private void insert(OperationReport report) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into operation_report"
                                + " (id, branch_id, operation, actor, started_at)"
                                + " values (:id, :branch, :operation, :actor, :at)")
                        .bind("id", report.id().value())
                        .bind("branch", report.branch().value())
                        .bind("operation", report.operation().name())
                        .bind("actor", report.actor().name())
                        .bind("at", report.startedAt())
                        .execute());
    }

    private List<Row> rows(String condition, ReportId report, long after, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from operation_report_row"
                                + " where report_id = :report and place > :after" + condition
                                + " order by place limit :limit")
                        .bind("report", report.value())
                        .bind("after", after)
                        .bind("limit", limit)
                        .map(TO_ROW)
                        .list());
    }
}
