package org.schoolcrm.rest.invoice;

import static org.schoolcrm.billing.api.webhook.WebhookProblem.ENDPOINT_UNKNOWN;

import java.util.Set;
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
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.billing.api.webhook.WebhookEndpoints;
import org.schoolcrm.billing.api.webhook.WebhookEndpoints.WithSecret;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.Begins;
import org.schoolcrm.rest.http.Creates;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.http.SealedReply;

/**
 * Webhook endpoints for {@code invoice.created}, {@code invoice.paid}, {@code invoice.archived} and
 * {@code invoice.refunded}.
 */
@Path("/webhook-endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WebhookEndpointResource {

    private final WebhookEndpoints endpoints;

    public WebhookEndpointResource(WebhookEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** An endpoint that receives events from now on. */
    public record EndpointRequest(BranchId branch, String address, Set<InvoiceEvent> events) {}

    /** An endpoint as it is to be from now on. */
    public record EndpointChange(String address, Set<InvoiceEvent> events, boolean active) {}

    @GET
    public Page<WebhookEndpoint> list(@Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var all = endpoints.of(guard.open(Permission.SETTINGS_EDIT, new BranchId(branch)));
        return paging.of(all, one -> one.id().value(), false);
    }

    /** Answers with the secret, which nothing but a repetition of the same request shows again. */
    @POST
    @Creates("/webhook-endpoints/{endpoint.id}")
    @SealedReply
    public WithSecret add(@Context Guard guard, EndpointRequest request) {
        return endpoints.add(
                guard.open(Permission.SETTINGS_EDIT, request.branch()),
                request.address(),
                request.events(),
                guard.actor());
    }

    @GET
    @Path("/{id}")
    @ETagged
    public WebhookEndpoint show(@Context Guard guard, @PathParam("id") WebhookEndpointId id) {
        return open(guard, id);
    }

    @PUT
    @Path("/{id}")
    @ETagged
    public WebhookEndpoint change(@Context Guard guard, @PathParam("id") WebhookEndpointId id, EndpointChange request) {
        guard.unchanged(open(guard, id));
        return endpoints.change(id, request.address(), request.events(), request.active(), guard.actor());
    }

    /** A new secret; the one before signs beside it for a day. */
    @POST
    @SealedReply
    @Path("/{id}/secrets")
    public WithSecret rotate(@Context Guard guard, @PathParam("id") WebhookEndpointId id) {
        return endpoints.rotate(open(guard, id).id(), guard.actor());
    }

    /** Newest first. */
    @GET
    @Path("/{id}/deliveries")
    public Page<WebhookDelivery> deliveries(
            @Context Guard guard, @PathParam("id") WebhookEndpointId id, @Context Paging paging) {
        var endpoint = open(guard, id).id();
        return paging.byNumber(
                Long.MAX_VALUE, (before, limit) -> endpoints.deliveries(endpoint, before, limit), WebhookDelivery::id);
    }

    /** Forgets the endpoint; nothing is sent there any more. */
    @DELETE
    @Path("/{id}")
    public void remove(@Context Guard guard, @PathParam("id") WebhookEndpointId id) {
        endpoints.remove(open(guard, id).id(), guard.actor());
    }

    /** Sends it once more, with the same {@code webhook-id}. */
    @POST
    @Begins
    @Path("/{id}/deliveries/{delivery}/repeats")
    public WebhookDelivery redeliver(
            @Context Guard guard, @PathParam("id") WebhookEndpointId id, @PathParam("delivery") long delivery) {
        return endpoints.redeliver(open(guard, id).id(), delivery, guard.actor());
    }

    private WebhookEndpoint open(Guard guard, WebhookEndpointId id) {
        var endpoint = endpoints
                .find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> ENDPOINT_UNKNOWN.refuse(id));
        guard.open(Permission.SETTINGS_EDIT, endpoint.branch());
        return endpoint;
    }
}
