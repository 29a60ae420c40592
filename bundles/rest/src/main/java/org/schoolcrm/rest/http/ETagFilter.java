package org.schoolcrm.rest.http;

import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.Response;

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
        if (request.getMethod().equals("GET") && tag.equals(request.getHeaderString("If-None-Match"))) {
            response.setStatusInfo(Response.Status.NOT_MODIFIED);
            response.setEntity(null);
        }
    }
}
