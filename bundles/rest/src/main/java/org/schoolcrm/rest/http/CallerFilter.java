package org.schoolcrm.rest.http;

import java.util.List;
import java.util.Set;
import javax.servlet.ServletRequest;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.problem.CommonProblem;

/**
 * Lets nobody through whom the CRM does not know and who has no token of ours, and no change that another site's page has
 * sent. Who shows a token is nobody else: cookies beside it do not count, and no browser sends it unasked.
 */
public class CallerFilter implements ContainerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final Callers callers;
    private final ApiTokens tokens;
    private final TokenRates rates;

    public CallerFilter(Callers callers, ApiTokens tokens, TokenRates rates) {
        this.callers = callers;
        this.tokens = tokens;
        this.rates = rates;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var rights = BearerToken.in(request.getHeaderString("Authorization"))
                .map(secret -> ofToken(secret, request))
                .orElseGet(() -> ofLogin(request));
        JAXRSUtils.getCurrentMessage().put(Guard.class, new Guard(rights, request.getHeaderString("If-Match")));
    }

    private Rights ofToken(String secret, ContainerRequestContext request) {
        var token = tokens.use(secret).orElseThrow(RestProblem.TOKEN_INVALID::refuse);
        var rights = BearerToken.rights(token);
        name(rights.actor().name());
        var rate = rates.count(token);
        request.setProperty(TokenRates.Rate.class.getName(), rate);
        if (!rate.admitted()) {
            throw RestProblem.TOKEN_REQUESTS_TOO_MANY.refuse(rate.perMinute(), rate.seconds());
        }
        if (isForPeopleOnly()) {
            throw RestProblem.TOKEN_NOT_TAKEN.refuse();
        }
        return rights;
    }

    private Rights ofLogin(ContainerRequestContext request) {
        if (!HARMLESS.contains(request.getMethod()) && !isOfThisSite(request)) {
            throw CommonProblem.CROSS_SITE.refuse();
        }
        var caller = callers.whoIs(facts(request)).orElseThrow(CommonProblem.NOT_LOGGED_IN::refuse);
        name(caller.id().value());
        return Rights.of(caller);
    }

    /** For the security log, which is written where refusals of all edges pass. */
    private static void name(Object who) {
        if (JAXRSUtils.getCurrentMessage().get(AbstractHTTPDestination.HTTP_REQUEST) instanceof ServletRequest served) {
            served.setAttribute("crm.user", who);
        }
    }

    private static boolean isForPeopleOnly() {
        var operation = JAXRSUtils.getCurrentMessage().getExchange().get(OperationResourceInfo.class);
        return operation != null && operation.getAnnotatedMethod().isAnnotationPresent(PeopleOnly.class);
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
