package org.schoolcrm.rest.school;

import java.time.Instant;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.http.Parameters;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.runtime.api.AuditTrail.Filter;

/** Who changed what (R156). */
@Path("/audit-records")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final Instant NEVER = Instant.parse("2200-12-31T00:00:00Z");

    private final AuditTrail trail;
    private final Branches branches;

    public AuditResource(AuditTrail trail, Branches branches) {
        this.trail = trail;
        this.branches = branches;
    }

    /** A record; {@code seal} is null until it has been chained to the one before it. */
    public record AuditView(
            long id,
            Instant at,
            String actor,
            String action,
            String subject,
            @Nullable String before,
            @Nullable String after,
            @Nullable String seal) {

        static AuditView of(AuditTrail.Entry entry) {
            var record = entry.record();
            return new AuditView(
                    entry.id(),
                    entry.at(),
                    record.actor().name(),
                    record.action(),
                    record.subject(),
                    record.before(),
                    record.after(),
                    entry.seal());
        }
    }

    /** Newest first, branch 0 for what concerns the whole school. */
    @GET
    public Page<AuditView> list(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("until") @Nullable String until,
            @Context Paging paging) {
        open(guard, branch);
        var filter = new Filter(
                branch,
                actor,
                action,
                subject,
                Parameters.instant("from", from, Instant.EPOCH),
                Parameters.instant("until", until, NEVER));
        return paging.byNumber(
                        Long.MAX_VALUE, (before, limit) -> trail.page(filter, before, limit), AuditTrail.Entry::id)
                .map(AuditView::of);
    }

    private void open(Guard guard, long branch) {
        if (branch == 0) {
            branches.all().forEach(one -> guard.open(Permission.SETTINGS_EDIT, one.id()));
        } else {
            guard.open(Permission.SETTINGS_EDIT, new BranchId(branch));
        }
    }
}
