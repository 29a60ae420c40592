package org.schoolcrm.rest.payment;

import java.time.Instant;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.PaymentList;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.http.Parameters;
import org.schoolcrm.rest.school.CustomerNames;

/** The online payments of a branch, newest first. */
@Path("/payment-list")
@Produces(MediaType.APPLICATION_JSON)
public class PaymentListResource {

    private final PaymentList payments;
    private final CustomerNames names;

    public PaymentListResource(PaymentList payments, CustomerNames names) {
        this.payments = payments;
        this.names = names;
    }

    /** A payment with what it brought and whose invoice it was for. */
    public record LineView(
            AttemptId id,
            InvoiceId invoice,
            String number,
            CustomerId customer,
            String customerName,
            String account,
            AttemptStatus status,
            Money amount,
            Money captured,
            Money refunded,
            String detail,
            Instant startedAt,
            ReceiptStatus receipt) {}

    /** Newest first; of one status, if it is given. */
    @GET
    public Page<LineView> list(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("status") @Nullable String status,
            @Context Paging paging) {
        var where = guard.open(Permission.INVOICE_READ, new BranchId(branch));
        var wanted = Parameters.choice("status", status, AttemptStatus.class);
        var page = paging.byNumber(
                Long.MAX_VALUE,
                (before, limit) -> payments.of(where, wanted, new AttemptId(before), limit),
                line -> line.id().value());
        var called = names.of(
                where, page.items().stream().map(PaymentList.Line::customer).toList());
        return page.map(line -> view(line, called));
    }

    private static LineView view(PaymentList.Line line, Map<CustomerId, String> names) {
        return new LineView(
                line.id(),
                line.invoice(),
                line.number(),
                line.customer(),
                names.getOrDefault(line.customer(), ""),
                line.account(),
                line.status(),
                line.amount(),
                line.captured(),
                line.refunded(),
                line.detail(),
                line.startedAt(),
                line.receipt());
    }
}
