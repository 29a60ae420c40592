package org.schoolcrm.rest.payment;

import static org.schoolcrm.acquiring.api.AcquiringProblem.ATTEMPT_UNKNOWN;
import static org.schoolcrm.acquiring.api.AcquiringProblem.REFUND_UNKNOWN;
import static org.schoolcrm.acquiring.api.AcquiringProblem.UNALLOCATED_PAYMENT_UNKNOWN;

import java.time.Instant;
import java.util.List;
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
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Payment;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.api.UnallocatedPayment;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.http.Begins;
import org.schoolcrm.rest.http.CallsOut;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.runtime.api.Clock;

/** Online payments: what became of them, sending money back, money that belongs to nobody yet. */
@Path("/payments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PaymentResource {

    private final Payments payments;
    private final Billing billing;
    private final Acquiring acquiring;
    private final Clock clock;

    public PaymentResource(Payments payments, Billing billing, Acquiring acquiring, Clock clock) {
        this.payments = payments;
        this.billing = billing;
        this.acquiring = acquiring;
        this.clock = clock;
    }

    /** Whether what is due can be paid online, and if not, what stands in the way. */
    public record ReadinessView(PaymentReadiness readiness) {}

    /** How much goes back, and why. */
    public record RefundRequest(Money amount, String reason) {}

    /** What became of a refund by the word of the bank's staff, and whose word it was. */
    public record DecisionRequest(boolean wentBack, String reason) {}

    /** Whose it is. */
    public record AssignRequest(InvoiceId invoice) {}

    /**
     * A refund as the staff sees it.
     *
     * @param awaitsDecision whether the bank does not tell what became of it, so that a person has to
     */
    public record RefundView(
            RefundId id,
            Money amount,
            RefundStatus status,
            boolean awaitsDecision,
            String reason,
            String detail,
            Instant requestedAt,
            ReceiptStatus receipt) {

        static RefundView of(Refund refund, Instant now) {
            return new RefundView(
                    refund.id(),
                    refund.amount(),
                    refund.status(),
                    refund.awaitsDecision(now),
                    refund.reason(),
                    refund.detail(),
                    refund.requestedAt(),
                    refund.receipt());
        }
    }

    /** A payment as the staff sees it. */
    public record PaymentView(
            AttemptId id,
            InvoiceId invoice,
            String account,
            AttemptStatus status,
            Money amount,
            Money captured,
            Money refunded,
            Money left,
            @Nullable String providerId,
            String detail,
            Instant startedAt,
            ReceiptStatus receipt,
            List<RefundView> refunds) {

        static PaymentView of(Payment payment, Instant now) {
            var attempt = payment.attempt();
            return new PaymentView(
                    attempt.id(),
                    attempt.invoice(),
                    payment.account(),
                    attempt.status(),
                    attempt.amount(),
                    payment.captured(),
                    payment.refunded(),
                    payment.left(),
                    attempt.providerId(),
                    attempt.detail(),
                    attempt.startedAt(),
                    attempt.receipt(),
                    payment.refunds().stream()
                            .map(refund -> RefundView.of(refund, now))
                            .toList());
        }
    }

    @GET
    public Page<PaymentView> ofInvoice(@Context Guard guard, @QueryParam("invoice") long id, @Context Paging paging) {
        var invoice = new InvoiceId(id);
        open(guard, Permission.INVOICE_READ, invoice);
        return page(invoice, paging);
    }

    /** Whether the page of the invoice can offer a way to the bank; no bank is asked. */
    @GET
    @Path("/readiness")
    public ReadinessView readiness(@Context Guard guard, @QueryParam("invoice") long id) {
        var invoice = new InvoiceId(id);
        open(guard, Permission.INVOICE_READ, invoice);
        return new ReadinessView(acquiring.readiness(billing.find(invoice).orElseThrow()));
    }

    /** Asks the bank now, which takes the right to issue invoices; answers with the payments of the same invoice. */
    @POST
    @CallsOut
    @Path("/{id}/checks")
    public Page<PaymentView> check(@Context Guard guard, @PathParam("id") AttemptId id, @Context Paging paging) {
        var invoice = open(guard, Permission.INVOICE_ISSUE, id);
        payments.check(id);
        return page(invoice, paging);
    }

    private Page<PaymentView> page(InvoiceId invoice, Paging paging) {
        var all = payments.of(invoice);
        return paging.byPlace(
                        (place, limit) -> all.stream().skip(place).limit(limit).toList())
                .map(payment -> PaymentView.of(payment, clock.now()));
    }

    /** Sends money back to the payer. */
    @POST
    @Begins
    @CallsOut
    @Path("/{id}/refunds")
    public RefundView refund(@Context Guard guard, @PathParam("id") AttemptId id, RefundRequest request) {
        open(guard, Permission.INVOICE_ARCHIVE, id);
        return RefundView.of(payments.refund(id, request.amount(), request.reason(), guard.actor()), clock.now());
    }

    /** Takes the word of somebody who has asked the bank for what became of a refund that it does not tell of. */
    @POST
    @Path("/{id}/refunds/{refund}/decisions")
    public Page<PaymentView> decideRefund(
            @Context Guard guard,
            @PathParam("id") AttemptId id,
            @PathParam("refund") RefundId refund,
            @Context Paging paging,
            DecisionRequest request) {
        var invoice = open(guard, Permission.INVOICE_ARCHIVE, id);
        boolean isOfPayment = payments.of(invoice).stream()
                .filter(payment -> payment.attempt().id().equals(id))
                .flatMap(payment -> payment.refunds().stream())
                .anyMatch(one -> one.id().equals(refund));
        if (!isOfPayment) {
            throw REFUND_UNKNOWN.refuse(refund);
        }
        payments.decideRefund(refund, request.wentBack(), request.reason(), guard.actor());
        return page(invoice, paging);
    }

    /** Takes in a refund that was made at the bank, which did not report its sum; no money is sent. */
    @POST
    @Path("/{id}/bank-refunds")
    public Page<PaymentView> enterBankRefund(
            @Context Guard guard, @PathParam("id") AttemptId id, @Context Paging paging, RefundRequest request) {
        var invoice = open(guard, Permission.INVOICE_ARCHIVE, id);
        payments.enterBankRefund(id, request.amount(), request.reason(), guard.actor());
        return page(invoice, paging);
    }

    /** Money that came and was credited to nobody. */
    @GET
    @Path("/unassigned")
    public Page<UnallocatedPayment> unassigned(
            @Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        return unassigned(guard.open(Permission.INVOICE_READ, new BranchId(branch)), paging);
    }

    private Page<UnallocatedPayment> unassigned(BranchId branch, Paging paging) {
        var all = payments.unassigned(branch);
        return paging.byPlace(
                (place, limit) -> all.stream().skip(place).limit(limit).toList());
    }

    /** Credits it to the customer of an invoice. */
    @POST
    @Path("/unassigned/{id}/assignments")
    public Page<UnallocatedPayment> assign(
            @Context Guard guard,
            @PathParam("id") PaymentId id,
            @QueryParam("branch") long branch,
            @Context Paging paging,
            AssignRequest request) {
        var where = guard.open(Permission.INVOICE_ARCHIVE, new BranchId(branch));
        if (payments.unassigned(where).stream().noneMatch(money -> money.id().equals(id))) {
            throw UNALLOCATED_PAYMENT_UNKNOWN.refuse(id);
        }
        payments.assign(id, request.invoice(), guard.actor());
        return unassigned(where, paging);
    }

    private InvoiceId open(Guard guard, Permission permission, AttemptId id) {
        var attempt = payments.find(id)
                .filter(one -> billing.find(one.invoice())
                        .filter(invoice -> guard.sees(invoice.branch()))
                        .isPresent())
                .orElseThrow(() -> ATTEMPT_UNKNOWN.refuse(id));
        open(guard, permission, attempt.invoice());
        return attempt.invoice();
    }

    private void open(Guard guard, Permission permission, InvoiceId id) {
        var invoice = billing.find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
        guard.open(permission, invoice.branch());
    }
}
