package org.schoolcrm.rest.mailing;

import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;

/**
 * Addresses that are not written to from a branch, or from any branch of the school as branch 0. What is taken off the
 * list is named in the body, because addresses of people do not belong into addresses of pages.
 */
@Path("/suppressions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuppressionResource {

    private final Messages messages;
    private final Branches branches;

    public SuppressionResource(Messages messages, Branches branches) {
        this.messages = messages;
        this.branches = branches;
    }

    /** An address that is not to be written to any more. */
    public record SuppressionRequest(BranchId branch, String channel, String address, String why) {}

    /** An address that may be written to again. */
    public record RemovalRequest(BranchId branch, String channel, String address) {}

    /** How many messages go on that were held back. */
    public record RemovalView(int goOn) {}

    @GET
    public Page<Suppression> list(@Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var where = guard.open(Permission.MAILING_READ, new BranchId(branch));
        return paging.byPlace((place, limit) -> messages.suppressions(where, place, limit));
    }

    @POST
    public void add(@Context Guard guard, SuppressionRequest request) {
        var branch = open(guard, request.branch());
        messages.suppress(branch, request.channel(), request.address(), request.why(), guard.actor());
    }

    /** Takes the address off the list; the messages that it held back go on. */
    @POST
    @Path("/removals")
    public RemovalView remove(@Context Guard guard, RemovalRequest request) {
        var branch = open(guard, request.branch());
        return new RemovalView(messages.unsuppress(branch, request.channel(), request.address(), guard.actor()));
    }

    /** For the whole school it takes the right in every branch. */
    private BranchId open(Guard guard, BranchId branch) {
        if (!branch.equals(Suppression.SCHOOL)) {
            return guard.open(Permission.MAILING_EDIT, branch);
        }
        branches.all().forEach(one -> guard.open(Permission.MAILING_EDIT, one.id()));
        return branch;
    }
}
