package org.schoolcrm.rest.mailing;

import static org.schoolcrm.mailing.api.MailingProblem.MAILING_UNKNOWN;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
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
import org.schoolcrm.mailing.api.DryRun;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.rest.http.Begins;
import org.schoolcrm.rest.http.CallsOut;
import org.schoolcrm.rest.http.Creates;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.mailing.RunResource.RunView;

/** Automatic mailings, what they would do, and their runs. */
@Path("/mailings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MailingResource {

    private static final int SLOTS_SHOWN = 5;

    private final Mailings mailings;
    private final MailingRuns runs;

    public MailingResource(Mailings mailings, MailingRuns runs) {
        this.mailings = mailings;
        this.runs = runs;
    }

    /** A mailing to be added. */
    public record MailingRequest(BranchId branch, Mailing.Settings settings) {}

    /** A mailing and when it fires next, in the branch's wall-clock time. */
    public record MailingView(MailingId id, BranchId branch, Mailing.Settings settings, List<LocalDateTime> next) {}

    /** Which day to try the mailing out for. */
    public record DryRunRequest(LocalDate on) {}

    @GET
    public Page<MailingView> list(@Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var all = mailings.of(guard.open(Permission.MAILING_READ, new BranchId(branch)));
        return paging.of(all, one -> one.id().value(), false).map(this::view);
    }

    @POST
    @Creates("/mailings/{id}")
    public MailingView create(@Context Guard guard, MailingRequest request) {
        var branch = guard.open(Permission.MAILING_EDIT, request.branch());
        return view(mailings.create(branch, request.settings(), guard.actor()));
    }

    @GET
    @Path("/{id}")
    @ETagged
    public MailingView show(@Context Guard guard, @PathParam("id") MailingId id) {
        return view(open(guard, Permission.MAILING_READ, id));
    }

    @PUT
    @Path("/{id}")
    @ETagged
    public MailingView change(@Context Guard guard, @PathParam("id") MailingId id, Mailing.Settings settings) {
        guard.unchanged(view(open(guard, Permission.MAILING_EDIT, id)));
        return view(mailings.change(id, settings, guard.actor()));
    }

    /** What the mailing would do on a day: computed, neither written nor sent. */
    @POST
    @CallsOut
    @Path("/{id}/dry-runs")
    public DryRun tryOut(@Context Guard guard, @PathParam("id") MailingId id, DryRunRequest request) {
        open(guard, Permission.MAILING_READ, id);
        return mailings.tryOut(id, request.on());
    }

    /**
     * Starts a run; repeating it with the same Idempotency-Key gives the same run. One whose messages cost more than
     * the ceiling of the mailing is refused unless the caller says {@code anyCost}.
     */
    @POST
    @Begins("/runs/{id}")
    @Path("/{id}/runs")
    public RunView start(
            @Context Guard guard,
            @PathParam("id") MailingId id,
            @QueryParam("anyCost") @DefaultValue("false") boolean anyCost,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        open(guard, Permission.MAILING_RUN, id);
        var trigger = "hand:"
                + Optional.ofNullable(key).orElseGet(() -> UUID.randomUUID().toString());
        return RunView.of(
                anyCost ? runs.startAtAnyCost(id, trigger, guard.actor()) : runs.start(id, trigger, guard.actor()));
    }

    @GET
    @Path("/{id}/runs")
    public Page<RunView> runs(@Context Guard guard, @PathParam("id") MailingId id, @Context Paging paging) {
        open(guard, Permission.MAILING_READ, id);
        return paging.of(runs.of(id), one -> one.id().value(), true).map(RunView::of);
    }

    /** Ends the mailing; its runs and what they did stay. */
    @DELETE
    @Path("/{id}")
    public void remove(@Context Guard guard, @PathParam("id") MailingId id) {
        open(guard, Permission.MAILING_EDIT, id);
        mailings.remove(id, guard.actor());
    }

    private MailingView view(Mailing mailing) {
        return new MailingView(
                mailing.id(), mailing.branch(), mailing.settings(), mailings.nextSlots(mailing.id(), SLOTS_SHOWN));
    }

    private Mailing open(Guard guard, Permission permission, MailingId id) {
        var mailing =
                mailings.find(id).filter(one -> guard.sees(one.branch())).orElseThrow(() -> MAILING_UNKNOWN.refuse(id));
        guard.open(permission, mailing.branch());
        return mailing;
    }
}
