package org.schoolcrm.rest.http;

import java.util.Arrays;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Names the state of what is answered; who has seen that state already gets 304 and no body. */
@ETagged
public class ETagFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var entity = response.getEntity();
        if (response.getStatus() != Response.Status.OK.getStatusCode() || entity == null) {
            return;
        }
        var tag = Guard.tag(entity);
        response.getHeaders().putSingle("ETag", tag);
        response.getHeaders().putSingle("Cache-Control", "no-cache");
        if (request.getMethod().equals("GET") && isKnown(tag, request.getHeaderString("If-None-Match"))) {
            response.setStatusInfo(Response.Status.NOT_MODIFIED);
            response.setEntity(null);
        }
    }

    /** One of a list will do, a weak one too (RFC 9110). */
    private static boolean isKnown(String tag, @Nullable String header) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one ->
                                one.equals("*") || one.replaceFirst("^W/", "").equals(tag));
    }
}
