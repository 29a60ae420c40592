package org.schoolcrm.rest;

import java.util.List;
import java.util.Objects;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.Composer;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.HandWritten;

/** Messages written to customers by hand (R040–R045). */
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessageResource {

    private final Composer composer;

    public MessageResource(Composer composer) {
        this.composer = composer;
    }

    /** A message to one of the customer's addresses; only an e-mail has a subject, and it must have one. */
    public record MessageRequest(
            BranchId branch,
            CustomerId customer,
            DeliveryMethod method,
            String address,
            @Nullable String subject,
            String text) {

        HandWritten toMessage() {
            return new HandWritten(branch, customer, method, address, Objects.requireNonNullElse(subject, ""), text);
        }
    }

    /** Where a message can go. */
    @GET
    @Path("/recipients")
    public List<Composer.Recipient> recipients(
            @Context Guard guard, @QueryParam("branch") long branch, @QueryParam("customer") long customer) {
        var where = guard.open(Permission.INVOICE_ISSUE, new BranchId(branch));
        return composer.recipients(where, new CustomerId(customer));
    }

    /** «Отправить». */
    @POST
    @Once
    public void send(@Context Guard guard, MessageRequest request) {
        guard.open(Permission.INVOICE_ISSUE, request.branch());
        composer.send(request.toMessage(), guard.actor());
    }
}
