package org.schoolcrm.rest.invoice;

import static org.schoolcrm.billing.api.BillingProblem.INVOICE_UNKNOWN;

import java.time.LocalDate;
import java.util.Objects;
import javax.ws.rs.BeanParam;
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
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceQueries;
import org.schoolcrm.billing.api.query.InvoiceSummary;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.file.Download;
import org.schoolcrm.rest.http.Creates;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Language;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;

/** Invoices. */
@Path("/invoices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InvoiceResource {

    private final Billing billing;
    private final InvoiceQueries invoices;
    private final InvoiceViews views;
    private final InvoiceTables tables;

    public InvoiceResource(Billing billing, InvoiceQueries invoices, InvoiceViews views, InvoiceTables tables) {
        this.billing = billing;
        this.invoices = invoices;
        this.views = views;
        this.tables = tables;
    }

    /**
     * Body of an invoice made by hand, for example
     * {@code {"branch":1,"customer":17,"amount":{"amount":150000,"currency":"RUB"}}}; without a method it is
     * {@code MANUAL}, without an account on the base one. While an unpaid invoice of the account stands it is refused
     * as {@code unpaid-invoice-exists}, unless {@code earlier} is {@code KEEP}, or {@code REPLACE} to archive that one.
     */
    public record ManualInvoiceRequest(
            BranchId branch,
            CustomerId customer,
            @Nullable AccountId account,
            @Nullable CalculationMethod method,
            @Nullable Money amount,
            @Nullable LocalDate periodBegin,
            @Nullable LocalDate periodEnd,
            @Nullable SubjectId subject,
            @Nullable LessonTypeId lessonType,
            @Nullable Boolean applyDiscounts,
            @Nullable LocalDate payFrom,
            @Nullable LocalDate payUntil,
            @Nullable Boolean repeatable,
            @Nullable UnpaidInvoicePolicy earlier) {

        ManualInvoice toInvoice() {
            return new ManualInvoice(
                    branch,
                    customer,
                    Objects.requireNonNullElse(account, AccountId.BASE),
                    Objects.requireNonNullElse(method, CalculationMethod.MANUAL),
                    amount,
                    periodBegin,
                    periodEnd,
                    new CostFilter(subject, lessonType, !Boolean.FALSE.equals(applyDiscounts)),
                    payFrom,
                    payUntil,
                    Boolean.TRUE.equals(repeatable),
                    Objects.requireNonNullElse(earlier, UnpaidInvoicePolicy.ASK));
        }
    }

    /** A page of the branch's invoices (R060). */
    @GET
    public Page<InvoiceView> list(@Context Guard guard, @BeanParam InvoiceQuery query, @Context Paging paging) {
        var filter = filter(guard, query);
        var page = invoices.page(filter, query.order(), paging.position().orElse(null), paging.limit());
        return paging.page(views.all(page.invoices()), page.next());
    }

    /** All of them as a table: {@code format} is {@code csv} or {@code xlsx}. */
    @GET
    @Path("/export")
    @Produces({Download.CSV, Download.XLSX, MediaType.APPLICATION_JSON, "application/problem+json"})
    public Download export(
            @Context Guard guard,
            @Context HttpHeaders headers,
            @BeanParam InvoiceQuery query,
            @QueryParam("format") @DefaultValue("csv") String format) {
        var language = Language.of(headers);
        return Download.of(
                "invoices", format, language, tables.invoices(filter(guard, query), query.order(), language));
    }

    /** What is still to be paid in the branch, and what its last twelve months asked for and brought. */
    @GET
    @Path("/summary")
    public InvoiceSummary summary(@Context Guard guard, @QueryParam("branch") long branch) {
        return invoices.summary(views.branch(guard.open(Permission.INVOICE_READ, new BranchId(branch))));
    }

    /** Issues an invoice made by hand. */
    @POST
    @Creates("/invoices/{id}")
    public InvoiceView issue(@Context Guard guard, ManualInvoiceRequest request) {
        guard.open(Permission.INVOICE_ISSUE, request.branch());
        return views.one(billing.issueManual(request.toInvoice(), guard.actor()).invoice());
    }

    @GET
    @Path("/{id}")
    @ETagged
    public InvoiceView show(@Context Guard guard, @PathParam("id") InvoiceId id) {
        return views.one(open(guard, Permission.INVOICE_READ, id));
    }

    @GET
    @Path("/{id}/explanation")
    public InvoiceView.Explanation explain(@Context Guard guard, @PathParam("id") InvoiceId id) {
        var explanation =
                billing.explain(open(guard, Permission.INVOICE_READ, id).id());
        var snapshot = explanation.snapshot();
        return new InvoiceView.Explanation(
                explanation.lines(), explanation.balance(), snapshot == null ? null : snapshot.sha256());
    }

    /** Takes the link out of use for good (R065). */
    @POST
    @Path("/{id}/archive")
    @ETagged
    public InvoiceView archive(@Context Guard guard, @PathParam("id") InvoiceId id) {
        guard.unchanged(views.one(open(guard, Permission.INVOICE_ARCHIVE, id)));
        return views.one(billing.archive(id, guard.actor()));
    }

    /** Ends repeated payment of a paid invoice. */
    @POST
    @Path("/{id}/close")
    @ETagged
    public InvoiceView close(@Context Guard guard, @PathParam("id") InvoiceId id) {
        guard.unchanged(views.one(open(guard, Permission.INVOICE_ARCHIVE, id)));
        return views.one(billing.close(id, guard.actor()));
    }

    private InvoiceFilter filter(Guard guard, InvoiceQuery query) {
        var branch = views.branch(guard.open(Permission.INVOICE_READ, query.branch()));
        return query.filter(branch, views.today(branch));
    }

    private Invoice open(Guard guard, Permission permission, InvoiceId id) {
        var invoice =
                billing.find(id).filter(one -> guard.sees(one.branch())).orElseThrow(() -> INVOICE_UNKNOWN.refuse(id));
        guard.open(permission, invoice.branch());
        return invoice;
    }
}
