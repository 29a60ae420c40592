package org.schoolcrm.rest;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;

/** Templates of messages. */
@Path("/templates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TemplateResource {

    private final Mailings mailings;

    public TemplateResource(Mailings mailings) {
        this.mailings = mailings;
    }

    /** A template as it is to be from now on. */
    public record TemplateRequest(BranchId branch, DeliveryMethod method, String name, String subject, String body) {}

    @GET
    public List<Template> list(@Context Guard guard, @QueryParam("branch") long branch) {
        return mailings.templates(guard.open(Permission.MAILING_READ, new BranchId(branch)));
    }

    @POST
    public Template create(@Context Guard guard, TemplateRequest request) {
        return mailings.createTemplate(
                guard.open(Permission.MAILING_EDIT, request.branch()),
                request.method(),
                request.name(),
                request.subject(),
                request.body(),
                guard.actor());
    }

    @PUT
    @Path("/{id}")
    public Template change(@Context Guard guard, @PathParam("id") TemplateId id, TemplateRequest request) {
        guard.open(Permission.MAILING_EDIT, request.branch());
        return mailings.changeTemplate(id, request.name(), request.subject(), request.body(), guard.actor());
    }
}
