package org.schoolcrm.rest.invoice;

import static org.schoolcrm.billing.api.issuer.IssuerProblem.LOGO_UNREADABLE;

import java.io.IOException;
import java.io.InputStream;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;

/** «Реквизиты» of a branch, or of the whole school as branch 0, for whoever may set up every branch (R054–R057). */
@Path("/issuer-details")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class IssuerDetailsResource {

    private final Issuers issuers;
    private final Branches branches;

    public IssuerDetailsResource(Issuers issuers, Branches branches) {
        this.issuers = issuers;
        this.branches = branches;
    }

    /**
     * What holds there now.
     *
     * @param own whether it was filled in right there; a branch without follows the school
     * @param logo where the picture is, null for none
     */
    public record IssuerView(
            long branch,
            boolean own,
            IssuerDetails details,
            @Nullable String logo) {}

    @GET
    @Path("/{branch}")
    @ETagged
    public IssuerView show(@Context Guard guard, @PathParam("branch") IssuerScope scope) {
        return view(open(guard, scope));
    }

    @PUT
    @Path("/{branch}")
    @ETagged
    public IssuerView change(@Context Guard guard, @PathParam("branch") IssuerScope scope, IssuerDetails details) {
        guard.unchanged(view(open(guard, scope)));
        issuers.change(scope, details, guard.actor());
        return view(scope);
    }

    /** Makes the branch follow the school; the school's own details stay. */
    @DELETE
    @Path("/{branch}")
    @ETagged
    public IssuerView drop(@Context Guard guard, @PathParam("branch") IssuerScope scope) {
        guard.unchanged(view(open(guard, scope)));
        scope.branch().ifPresent(branch -> issuers.drop(branch, guard.actor()));
        return view(scope);
    }

    /** The body is the picture itself: PNG or JPEG, whatever the request calls it. */
    @PUT
    @Path("/{branch}/logo")
    @Consumes(MediaType.WILDCARD)
    public IssuerView changeLogo(@Context Guard guard, @PathParam("branch") IssuerScope scope, InputStream picture) {
        open(guard, scope);
        try {
            issuers.changeLogo(scope, picture.readNBytes(Issuers.LOGO_LIMIT + 1), guard.actor());
        } catch (IOException e) {
            throw LOGO_UNREADABLE.refuse();
        }
        return view(scope);
    }

    @DELETE
    @Path("/{branch}/logo")
    public IssuerView removeLogo(@Context Guard guard, @PathParam("branch") IssuerScope scope) {
        issuers.removeLogo(open(guard, scope), guard.actor());
        return view(scope);
    }

    private IssuerScope open(Guard guard, IssuerScope scope) {
        var concerned = scope.branch();
        if (concerned.isPresent()) {
            guard.open(Permission.SETTINGS_EDIT, concerned.get());
        } else {
            branches.all().forEach(branch -> guard.open(Permission.SETTINGS_EDIT, branch.id()));
        }
        return scope;
    }

    private IssuerView view(IssuerScope scope) {
        var own = issuers.own(scope).filter(Issuer::active);
        var held = own.orElseGet(() -> scope.branch().map(issuers::of).orElse(Issuer.NOBODY));
        var logo = held.logo();
        return new IssuerView(scope.value(), own.isPresent(), held.details(), logo == null ? null : "/i/logo/" + logo);
    }
}
