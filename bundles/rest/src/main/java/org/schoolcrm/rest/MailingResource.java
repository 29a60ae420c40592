package org.schoolcrm.rest;

import static org.schoolcrm.mailing.api.MailingProblem.MAILING_UNKNOWN;

import java.util.List;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.rest.RunResource.RunView;

/** Automatic mailings and their runs. */
@Path("/mailings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MailingResource {

    private final Mailings mailings;

    public MailingResource(Mailings mailings) {
        this.mailings = mailings;
    }

    /** A mailing as it is to be from now on. */
    public record MailingRequest(BranchId branch, String name, Mailing.What what, Mailing.How how) {}

    @GET
    public List<Mailing> list(@Context Guard guard, @QueryParam("branch") long branch) {
        return mailings.of(guard.open(Permission.MAILING_READ, new BranchId(branch)));
    }

    @POST
    public Mailing create(@Context Guard guard, MailingRequest request) {
        var branch = guard.open(Permission.MAILING_EDIT, request.branch());
        return mailings.create(branch, request.name(), request.what(), request.how(), guard.actor());
    }

    @GET
    @Path("/{id}")
    public Mailing show(@Context Guard guard, @PathParam("id") MailingId id) {
        return open(guard, Permission.MAILING_READ, id);
    }

    @PUT
    @Path("/{id}")
    public Mailing change(@Context Guard guard, @PathParam("id") MailingId id, MailingRequest request) {
        open(guard, Permission.MAILING_EDIT, id);
        return mailings.change(id, request.name(), request.what(), request.how(), guard.actor());
    }

    /** Starts a run; repeating it with the same Idempotency-Key gives the same run. */
    @POST
    @Path("/{id}/runs")
    public RunView start(
            @Context Guard guard, @PathParam("id") MailingId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        open(guard, Permission.MAILING_RUN, id);
        var trigger = "hand:" + (key == null ? UUID.randomUUID().toString() : key);
        return RunView.of(mailings.start(id, trigger, guard.actor()));
    }

    @GET
    @Path("/{id}/runs")
    public List<RunView> runs(@Context Guard guard, @PathParam("id") MailingId id) {
        open(guard, Permission.MAILING_READ, id);
        return mailings.runs(id).stream().map(RunView::of).toList();
    }

    private Mailing open(Guard guard, Permission permission, MailingId id) {
        var mailing = mailings.find(id).orElseThrow(() -> MAILING_UNKNOWN.refuse(id));
        guard.open(permission, mailing.branch());
        return mailing;
    }
}
