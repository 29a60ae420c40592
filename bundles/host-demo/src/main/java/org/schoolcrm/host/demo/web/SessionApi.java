package org.schoolcrm.host.demo.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** One's own sessions: where one is logged in, and out of which one wants to be. */
@Path("/sessions")
@Produces(MediaType.APPLICATION_JSON)
public class SessionApi {

    private final Logins logins;

    public SessionApi(Logins logins) {
        this.logins = logins;
    }

    /** A session; moments as ISO writes them, and nothing where it is not known. */
    public record SessionLine(
            String id,
            @Nullable String begunAt,
            @Nullable String seenAt,
            @Nullable String address,
            @Nullable String browser,
            boolean current) {}

    @GET
    public List<SessionLine> list(@Context HttpServletRequest request) {
        var current = logins.session(request).id();
        return logins.sessions(request).stream()
                .map(one -> new SessionLine(
                        one.id(),
                        text(one.begunAt()),
                        text(one.seenAt()),
                        one.address(),
                        one.browser(),
                        one.id().equals(current)))
                .toList();
    }

    /** Ends all but the one that asks. */
    @DELETE
    public void endOthers(@Context HttpServletRequest request) {
        BranchAccess.requireOwnPage(request);
        logins.endOthers(request);
    }

    @DELETE
    @Path("{session}")
    public void end(@Context HttpServletRequest request, @PathParam("session") String id) {
        BranchAccess.requireOwnPage(request);
        logins.end(request, id);
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return Optional.ofNullable(moment).map(Instant::toString).orElse(null);
    }
}
