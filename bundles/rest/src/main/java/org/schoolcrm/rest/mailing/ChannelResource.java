package org.schoolcrm.rest.mailing;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.ChannelHealth;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.rest.http.Guard;

/** How the channels are that messages go by. */
@Path("/channels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ChannelResource {

    private final Messages messages;

    public ChannelResource(Messages messages) {
        this.messages = messages;
    }

    /** On behalf of which branch a channel is released. */
    public record ReleaseRequest(BranchId branch) {}

    @GET
    public List<ChannelHealth> list(@Context Guard guard, @QueryParam("branch") long branch) {
        guard.open(Permission.MAILING_READ, new BranchId(branch));
        return messages.channels();
    }

    /** Lets a channel go on that its provider had refused. */
    @POST
    @Path("/{channel}/releases")
    public void release(@Context Guard guard, @PathParam("channel") String channel, ReleaseRequest request) {
        messages.release(guard.open(Permission.MAILING_RUN, request.branch()), channel, guard.actor());
    }
}
