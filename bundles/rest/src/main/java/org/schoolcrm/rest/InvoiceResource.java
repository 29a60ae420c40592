package org.schoolcrm.rest;

import static org.schoolcrm.billing.api.BillingProblem.INVOICE_UNKNOWN;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;

/** Invoices. */
@Path("/invoices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InvoiceResource {

    private final Billing billing;
    private final Branches branches;
    private final Clock clock;

    public InvoiceResource(Billing billing, Branches branches, Clock clock) {
        this.billing = billing;
        this.branches = branches;
        this.clock = clock;
    }

    /** An invoice in a list; {@code expired} is computed for today. */
    public record InvoiceView(
            InvoiceId id,
            String number,
            BranchId branch,
            CustomerId customer,
            AccountId account,
            CalculationMethod method,
            Money amount,
            Money paid,
            LocalDate periodBegin,
            @Nullable LocalDate periodEnd,
            LocalDate payFrom,
            @Nullable LocalDate payUntil,
            boolean repeatable,
            InvoiceStatus status,
            boolean expired,
            Set<InvoiceFlag> flags,
            Instant issuedAt,
            String link) {}

    /** Why an invoice asks for what it asks; of a forecast with the hash of what it was made from. */
    public record ExplanationView(
            List<InvoiceLine> lines,
            Money balance,
            @Nullable String snapshot) {}

    /**
     * Body of an invoice made by hand, for example
     * {@code {"branch":1,"customer":17,"amount":{"amount":150000,"currency":"RUB"}}}; without a method it is
     * {@code MANUAL}, without an account on the base one.
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
            @Nullable Boolean repeatable) {

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
                    Boolean.TRUE.equals(repeatable));
        }
    }

    @GET
    public List<InvoiceView> ofCustomer(
            @Context Guard guard, @QueryParam("branch") long branch, @QueryParam("customer") long customer) {
        var where = guard.open(Permission.INVOICE_READ, new BranchId(branch));
        return billing.ofCustomer(where, new CustomerId(customer)).stream()
                .map(this::view)
                .toList();
    }

    @POST
    public InvoiceView issue(@Context Guard guard, ManualInvoiceRequest request) {
        guard.open(Permission.INVOICE_ISSUE, request.branch());
        return view(billing.issueManual(request.toInvoice(), guard.actor()).invoice());
    }

    @GET
    @Path("/{id}")
    public InvoiceView show(@Context Guard guard, @PathParam("id") InvoiceId id) {
        return view(open(guard, Permission.INVOICE_READ, id));
    }

    @GET
    @Path("/{id}/explanation")
    public ExplanationView explain(@Context Guard guard, @PathParam("id") InvoiceId id) {
        var explanation =
                billing.explain(open(guard, Permission.INVOICE_READ, id).id());
        var snapshot = explanation.snapshot();
        return new ExplanationView(
                explanation.lines(), explanation.balance(), snapshot == null ? null : snapshot.sha256());
    }

    @POST
    @Path("/{id}/archive")
    public InvoiceView archive(@Context Guard guard, @PathParam("id") InvoiceId id) {
        return view(billing.archive(open(guard, Permission.INVOICE_ARCHIVE, id).id(), guard.actor()));
    }

    private Invoice open(Guard guard, Permission permission, InvoiceId id) {
        var invoice = billing.find(id).orElseThrow(() -> INVOICE_UNKNOWN.refuse(id));
        guard.open(permission, invoice.branch());
        return invoice;
    }

    private InvoiceView view(Invoice invoice) {
        var zone = branches.find(invoice.branch()).orElseThrow().zone();
        return new InvoiceView(
                invoice.id(),
                invoice.number(),
                invoice.branch(),
                invoice.customer(),
                invoice.account(),
                invoice.method(),
                invoice.amount(),
                invoice.paid(),
                invoice.period().begin(),
                invoice.period().end(),
                invoice.term().from(),
                invoice.term().until(),
                invoice.repeatable(),
                invoice.status(),
                invoice.isExpired(clock.today(zone)),
                invoice.flags(),
                invoice.issuedAt(),
                billing.link(invoice.id()));
    }
}
