package org.schoolcrm.rest.mailing;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.ChannelConsent;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.api.Consents;
import org.schoolcrm.rest.http.Guard;

/** Whether a customer agrees to be written to, for each channel, and which of his addresses are held back. */
@Path("/consents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ConsentResource {

    private final Consents consents;

    public ConsentResource(Consents consents) {
        this.consents = consents;
    }

    /** What a customer said; UNKNOWN takes back what was noted. */
    public record ConsentRequest(BranchId branch, CustomerId customer, String channel, Consent consent) {}

    @GET
    public List<ChannelConsent> list(
            @Context Guard guard, @QueryParam("branch") long branch, @QueryParam("customer") long customer) {
        return consents.of(guard.open(Permission.MAILING_READ, new BranchId(branch)), new CustomerId(customer));
    }

    /** Messages that were held back for the lack of a consent go on once it is given. */
    @POST
    public void note(@Context Guard guard, ConsentRequest request) {
        consents.set(
                guard.open(Permission.INVOICE_ISSUE, request.branch()),
                request.customer(),
                request.channel(),
                request.consent(),
                guard.actor());
    }
}
