package org.schoolcrm.rest.http;

import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;

/** Tells a program with every answer how many requests its token has left, and after too many when to come back. */
public class TokenRateFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(TokenRates.Rate.class.getName()) instanceof TokenRates.Rate rate) {
            response.getHeaders().putSingle("RateLimit-Policy", rate.policy());
            response.getHeaders().putSingle("RateLimit", rate.remaining());
            if (!rate.admitted()) {
                response.getHeaders().putSingle("Retry-After", rate.seconds());
            }
        }
    }
}
