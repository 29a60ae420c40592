package org.schoolcrm.rest.mailing;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.mailing.api.ChatBindings.BoundChat;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.SealedReply;

/** Chats in messengers that customers have bound, and the links by which they do. */
@Path("/chats")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ChatResource {

    private final ChatBindings chats;

    public ChatResource(ChatBindings chats) {
        this.chats = chats;
    }

    /** The messengers in which the branch can be written to just now, and the customer's chats, the oldest first. */
    public record ChatsView(List<String> channels, List<BoundChat> chats) {}

    /** A link is wanted by which the customer binds a chat of that messenger. */
    public record InvitationRequest(BranchId branch, CustomerId customer, String channel) {}

    /**
     * A link that works once, until then.
     *
     * @param code the same as a QR code: a picture in an address of its own
     */
    public record InvitationView(URI link, String code, Instant until) {}

    @GET
    public ChatsView list(
            @Context Guard guard, @QueryParam("branch") long branch, @QueryParam("customer") long customer) {
        var where = guard.open(Permission.MAILING_READ, new BranchId(branch));
        return new ChatsView(chats.channels(where), chats.of(where, new CustomerId(customer)));
    }

    /** The link stands in no other answer: whoever opens it first has bound his chat. */
    @POST
    @SealedReply
    @Path("/invitations")
    public InvitationView invite(@Context Guard guard, InvitationRequest request) {
        var made = chats.invite(
                guard.open(Permission.INVOICE_ISSUE, request.branch()),
                request.customer(),
                request.channel(),
                guard.actor());
        return new InvitationView(made.link(), LinkCode.of(made.link()), made.until());
    }

    /** Nothing of the customer's goes to the chat any more; the chat of a brother or sister stays bound. */
    @DELETE
    @Path("/{id}")
    public void end(@Context Guard guard, @PathParam("id") long id) {
        var binding = chats.find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> MailingProblem.CHAT_BINDING_UNKNOWN.refuse(id));
        guard.open(Permission.INVOICE_ISSUE, binding.branch());
        chats.end(id, guard.actor());
    }
}
