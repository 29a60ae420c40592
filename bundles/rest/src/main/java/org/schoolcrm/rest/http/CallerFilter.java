package org.schoolcrm.rest.http;

import java.util.List;
import java.util.Set;
import javax.servlet.ServletRequest;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.problem.CommonProblem;

/** Lets nobody through whom the CRM does not know, and no change that another site's page has sent. */
public class CallerFilter implements ContainerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final Callers callers;

    public CallerFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!HARMLESS.contains(request.getMethod()) && !isOfThisSite(request)) {
            throw CommonProblem.CROSS_SITE.refuse();
        }
        var caller = callers.whoIs(facts(request)).orElseThrow(CommonProblem.NOT_LOGGED_IN::refuse);
        if (JAXRSUtils.getCurrentMessage().get(AbstractHTTPDestination.HTTP_REQUEST) instanceof ServletRequest served) {
            // for the security log, which is written where refusals of all edges pass
            served.setAttribute("crm.user", caller.id().value());
        }
        JAXRSUtils.getCurrentMessage().put(Guard.class, new Guard(caller, request.getHeaderString("If-Match")));
    }

    /** Browsers name the site of the page with every change; a program that uses no cookie names none. */
    private static boolean isOfThisSite(ContainerRequestContext request) {
        var origin = request.getHeaderString("Origin");
        return origin == null
                ? !request.getHeaders().containsKey("Cookie")
                : RequestFacts.isSameSite(origin, request.getHeaderString("Host"));
    }

    private static RequestFacts facts(ContainerRequestContext request) {
        return RequestFacts.of(
                request.getHeaders().getOrDefault("Cookie", List.of()), request.getHeaderString("Authorization"));
    }
}
