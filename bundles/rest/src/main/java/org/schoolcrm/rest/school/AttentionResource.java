package org.schoolcrm.rest.school;

import java.time.Instant;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.http.RestProblem;
import org.schoolcrm.runtime.api.Attentions;

/** What the staff of a branch has to settle. */
@Path("/attentions")
@Produces(MediaType.APPLICATION_JSON)
public class AttentionResource {

    private final Attentions attentions;

    public AttentionResource(Attentions attentions) {
        this.attentions = attentions;
    }

    /** An entry of the list; {@code closedBy} and {@code closedAt} are null while it is open. */
    public record AttentionView(
            long id,
            String kind,
            String subject,
            String detail,
            Instant since,
            @Nullable String closedBy,
            @Nullable Instant closedAt) {

        static AttentionView of(Attentions.Entry entry) {
            var what = entry.attention();
            return new AttentionView(
                    entry.id(),
                    what.kind(),
                    what.subject(),
                    what.detail(),
                    entry.since(),
                    entry.closedBy(),
                    entry.closedAt());
        }
    }

    /** Newest first; those that were closed too if {@code closed} is true. */
    @GET
    public Page<AttentionView> list(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("closed") @DefaultValue("false") boolean closed,
            @Context Paging paging) {
        guard.open(Permission.INVOICE_READ, new BranchId(branch));
        return paging.byNumber(
                        Long.MAX_VALUE,
                        (before, limit) -> attentions.page(branch, closed, before, limit),
                        Attentions.Entry::id)
                .map(AttentionView::of);
    }

    /** Takes an entry off the list. */
    @POST
    @Path("/{id}/closings")
    public AttentionView close(@Context Guard guard, @PathParam("id") long id) {
        var entry = attentions
                .find(id)
                .filter(found -> guard.sees(new BranchId(found.attention().branch())))
                .orElseThrow(() -> RestProblem.ATTENTION_UNKNOWN.refuse(id));
        guard.open(Permission.INVOICE_ARCHIVE, new BranchId(entry.attention().branch()));
        return AttentionView.of(attentions.close(id, guard.actor()));
    }
}
