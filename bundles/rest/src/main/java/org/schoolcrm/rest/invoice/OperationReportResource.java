package org.schoolcrm.rest.invoice;

import static org.schoolcrm.billing.api.BillingProblem.REPORT_UNKNOWN;
import static org.schoolcrm.billing.api.BillingProblem.SELECTION_INVALID;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.report.BulkArchive;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.OperationReports;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.rest.file.Download;
import org.schoolcrm.rest.http.Begins;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Language;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;

/** Bulk operations on invoices and their reports: «Протокол выполненных операций» (R061–R071). */
@Path("/operation-reports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OperationReportResource {

    private final BulkArchive bulk;
    private final OperationReports reports;
    private final InvoiceViews views;
    private final InvoiceTables tables;

    public OperationReportResource(
            BulkArchive bulk, OperationReports reports, InvoiceViews views, InvoiceTables tables) {
        this.bulk = bulk;
        this.reports = reports;
        this.views = views;
        this.tables = tables;
    }

    /** Which invoices to archive: chosen ones, or all that match; exactly one of the two (R062). */
    public record BulkArchiveRequest(
            BranchId branch,
            @Nullable List<InvoiceId> invoices,
            @Nullable Matching matching) {}

    /** The filter of the list, as JSON; what is absent does not narrow. */
    public record Matching(
            @Nullable CustomerId customer,
            @Nullable Set<InvoiceStatus> statuses,
            @Nullable CalculationMethod method,
            @Nullable LocalDate issuedFrom,
            @Nullable LocalDate issuedTo,
            @Nullable Boolean expired,
            @Nullable String number) {

        InvoiceFilter in(Branch branch, LocalDate today) {
            return new InvoiceFilter(
                    branch.id(),
                    customer,
                    statuses == null ? Set.of() : statuses,
                    method,
                    issuedFrom == null
                            ? null
                            : issuedFrom.atStartOfDay(branch.zone()).toInstant(),
                    issuedTo == null
                            ? null
                            : issuedTo.plusDays(1).atStartOfDay(branch.zone()).toInstant(),
                    Boolean.TRUE.equals(expired) ? today : null,
                    number);
        }
    }

    /** A report; {@code finishedAt} is null while the operation goes on. */
    public record ReportView(
            ReportId id,
            BranchId branch,
            OperationReport.Operation operation,
            String actor,
            Instant startedAt,
            @Nullable Instant finishedAt,
            long total,
            long done,
            long refused) {

        static ReportView of(OperationReport report) {
            return new ReportView(
                    report.id(),
                    report.branch(),
                    report.operation(),
                    report.actor().name(),
                    report.startedAt(),
                    report.finishedAt(),
                    report.total(),
                    report.done(),
                    report.refused());
        }
    }

    /** A row; {@code message} says in the caller's language why it was refused, or what to know about it. */
    public record RowView(
            long place,
            InvoiceId invoice,
            @Nullable String number,
            OperationReport.Outcome outcome,
            @Nullable String code,
            @Nullable String message) {

        static RowView of(OperationReport.Row row, Locale language) {
            BillingProblem problem = row.problem();
            return new RowView(
                    row.place(),
                    row.invoice(),
                    row.number(),
                    row.outcome(),
                    problem == null ? null : problem.code(),
                    problem == null ? null : problem.title(language));
        }
    }

    /** «Отправить в архив» in the background; the report tells how far it is. */
    @POST
    @Begins("/operation-reports/{id}")
    public ReportView archive(@Context Guard guard, BulkArchiveRequest request) {
        var branch = views.branch(guard.open(Permission.INVOICE_ARCHIVE, request.branch()));
        var matching = request.matching();
        var chosen = request.invoices();
        new FieldChecks()
                .require((matching == null) != (chosen == null), "matching", SELECTION_INVALID)
                .refuseAs(SELECTION_INVALID);
        return ReportView.of(
                matching == null
                        ? bulk.archive(branch.id(), Objects.requireNonNull(chosen), guard.actor())
                        : bulk.archiveMatching(matching.in(branch, views.today(branch)), guard.actor()));
    }

    /** The latest hundred of the branch, newest first. */
    @GET
    public Page<ReportView> list(@Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var all = reports.of(guard.open(Permission.INVOICE_READ, new BranchId(branch)));
        return paging.of(all, one -> one.id().value(), true).map(ReportView::of);
    }

    @GET
    @Path("/{id}")
    public ReportView show(@Context Guard guard, @PathParam("id") ReportId id) {
        return ReportView.of(open(guard, id));
    }

    /** In the order of their places. */
    @GET
    @Path("/{id}/rows")
    public Page<RowView> rows(
            @Context Guard guard, @Context HttpHeaders headers, @PathParam("id") ReportId id, @Context Paging paging) {
        var report = open(guard, id).id();
        return paging.byNumber(0, (after, limit) -> reports.rows(report, after, limit), OperationReport.Row::place)
                .map(row -> RowView.of(row, Language.of(headers)));
    }

    /** The report as a table: {@code format} is {@code csv} or {@code xlsx}. */
    @GET
    @Path("/{id}/export")
    @Produces({Download.CSV, Download.XLSX, MediaType.APPLICATION_JSON, "application/problem+json"})
    public Download export(
            @Context Guard guard,
            @Context HttpHeaders headers,
            @PathParam("id") ReportId id,
            @QueryParam("format") @DefaultValue("csv") String format) {
        var language = Language.of(headers);
        var content = tables.report(open(guard, id).id(), language);
        return Download.of("report-" + id, format, language, content);
    }

    private OperationReport open(Guard guard, ReportId id) {
        var report =
                reports.find(id).filter(one -> guard.sees(one.branch())).orElseThrow(() -> REPORT_UNKNOWN.refuse(id));
        guard.open(Permission.INVOICE_READ, report.branch());
        return report;
    }
}
