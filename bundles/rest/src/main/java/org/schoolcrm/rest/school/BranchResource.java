package org.schoolcrm.rest.school;

import java.time.LocalDate;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.runtime.api.Clock;

/** A branch, and which day it is there: forms begin with that day and not with the browser's (R155). */
@Path("/branches")
@Produces(MediaType.APPLICATION_JSON)
public class BranchResource {

    private final Branches branches;
    private final Clock clock;

    public BranchResource(Branches branches, Clock clock) {
        this.branches = branches;
        this.clock = clock;
    }

    /** A branch; {@code zone} is a name such as {@code Europe/Moscow}, {@code today} the day there now. */
    public record BranchView(BranchId id, String name, String zone, String currency, LocalDate today) {}

    @GET
    @Path("/{id}")
    public BranchView show(@Context Guard guard, @PathParam("id") BranchId id) {
        var branch = branches.find(id)
                .filter(one -> guard.sees(id))
                .orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(id));
        guard.open(Permission.INVOICE_READ, id);
        return new BranchView(
                id,
                branch.name(),
                branch.zone().getId(),
                branch.currency().getCurrencyCode(),
                clock.today(branch.zone()));
    }
}
