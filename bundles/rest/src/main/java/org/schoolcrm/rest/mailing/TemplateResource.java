package org.schoolcrm.rest.mailing;

import static org.schoolcrm.mailing.api.MailingProblem.TEMPLATE_UNKNOWN;

import java.util.List;
import java.util.Objects;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
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
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Preview;
import org.schoolcrm.mailing.api.Tag;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.api.TemplateRemark;
import org.schoolcrm.mailing.api.Templates;
import org.schoolcrm.rest.http.Begins;
import org.schoolcrm.rest.http.Creates;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.mailing.TemplateViews.TemplateView;

/** Templates of messages, examined and tried out before anybody gets them. */
@Path("/templates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TemplateResource {

    private final Templates templates;
    private final TemplateViews views;
    private final MessageQuota quota;

    public TemplateResource(Templates templates, TemplateViews views, MessageQuota quota) {
        this.templates = templates;
        this.views = views;
        this.quota = quota;
    }

    /**
     * A template as it is to be from now on; its branch and method stay.
     *
     * @param attachesInvoice null for as it was
     */
    public record TemplateChange(
            String name,
            String subject,
            String body,
            @Nullable Boolean attachesInvoice) {}

    /**
     * A new template.
     *
     * @param attachesInvoice null for no
     */
    public record TemplateRequest(
            BranchId branch,
            DeliveryMethod method,
            String name,
            String subject,
            String body,
            @Nullable Boolean attachesInvoice) {}

    /**
     * A text to be looked at with a customer's values.
     *
     * @param attachesInvoice null for no
     */
    public record PreviewRequest(
            BranchId branch,
            DeliveryMethod method,
            String subject,
            String body,
            CustomerId customer,
            @Nullable Boolean attachesInvoice) {}

    /** A text to be examined. */
    public record ExamRequest(BranchId branch, DeliveryMethod method, String subject, String body) {}

    /** Where a test goes, with whose values. */
    public record TestRequest(CustomerId customer, String address) {}

    @GET
    public Page<TemplateView> list(@Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var where = guard.open(Permission.MAILING_READ, new BranchId(branch));
        var standings = views.standings(where);
        return paging.of(templates.of(where), one -> one.id().value(), false).map(one -> views.of(one, standings));
    }

    @POST
    @Creates("/templates/{id}")
    public TemplateView create(@Context Guard guard, TemplateRequest request) {
        return views.of(templates.create(
                guard.open(Permission.MAILING_EDIT, request.branch()),
                request.method(),
                content(request.name(), request.subject(), request.body(), request.attachesInvoice()),
                guard.actor()));
    }

    @GET
    @Path("/{id}")
    @ETagged
    public TemplateView show(@Context Guard guard, @PathParam("id") TemplateId id) {
        return views.of(open(guard, id, Permission.MAILING_READ));
    }

    @PUT
    @Path("/{id}")
    @ETagged
    public TemplateView change(@Context Guard guard, @PathParam("id") TemplateId id, TemplateChange request) {
        var seen = guard.unchanged(views.of(open(guard, id, Permission.MAILING_EDIT)));
        boolean attaches = Objects.requireNonNullElse(request.attachesInvoice(), seen.attachesInvoice());
        return views.of(templates.change(
                id,
                guard.isConditional() ? seen.version() : null,
                content(request.name(), request.subject(), request.body(), attaches),
                guard.actor()));
    }

    /** Messages that were written with it go out; a mailing that uses it must be given another one first. */
    @DELETE
    @Path("/{id}")
    public void remove(@Context Guard guard, @PathParam("id") TemplateId id) {
        open(guard, id, Permission.MAILING_EDIT);
        templates.remove(id, guard.actor());
    }

    /** The tags that may be used now, for the help beside the editor. */
    @GET
    @Path("/tags")
    public List<Tag> tags(@Context Guard guard, @QueryParam("branch") long branch) {
        guard.open(Permission.MAILING_READ, new BranchId(branch));
        return templates.tags();
    }

    @POST
    @Path("/exams")
    public List<TemplateRemark> examine(@Context Guard guard, ExamRequest request) {
        guard.open(Permission.MAILING_READ, request.branch());
        return templates.examine(request.method(), request.subject(), request.body());
    }

    @POST
    @Path("/previews")
    public Preview preview(@Context Guard guard, PreviewRequest request) {
        var branch = guard.open(Permission.MAILING_READ, request.branch());
        var content = content("", request.subject(), request.body(), request.attachesInvoice());
        return templates.preview(branch, request.method(), content, request.customer());
    }

    /** Sends the template to one address, marked as a test. */
    @POST
    @Begins
    @Path("/{id}/tests")
    public void test(@Context Guard guard, @PathParam("id") TemplateId id, TestRequest request) {
        quota.requireTest(open(guard, id, Permission.MAILING_EDIT).branch());
        templates.sendTest(id, request.customer(), request.address(), guard.actor());
    }

    private static Template.Content content(
            String name, String subject, String body, @Nullable Boolean attachesInvoice) {
        return new Template.Content(name, subject, body, Boolean.TRUE.equals(attachesInvoice));
    }

    private Template open(Guard guard, TemplateId id, Permission permission) {
        var template = templates
                .find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> TEMPLATE_UNKNOWN.refuse(id));
        guard.open(permission, template.branch());
        return template;
    }
}
