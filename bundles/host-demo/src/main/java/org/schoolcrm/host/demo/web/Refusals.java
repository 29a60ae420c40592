package org.schoolcrm.host.demo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals of the school's own pages as problem documents, in the user's language. */
public class Refusals implements ExceptionMapper<Throwable> {

    private static final String COME_BACK_SECONDS = "10";
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    @Context
    private @Nullable HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return answer(refusal, refusal.type().status());
        }
        if (failure instanceof JsonProcessingException) {
            return toResponse(CommonProblem.BODY_MALFORMED.refuse("JSON"));
        }
        if (failure instanceof ServiceUnavailableException) {
            return toResponse(CommonProblem.NOT_RUNNING.refuse());
        }
        if (failure instanceof NotFoundException) {
            return toResponse(CommonProblem.NOT_FOUND.refuse());
        }
        if (failure instanceof WebApplicationException known) {
            return answer(
                    CommonProblem.REQUEST_REFUSED.refuse(), known.getResponse().getStatus());
        }
        var incident = UUID.randomUUID();
        LOG.error("Incident {}", incident, failure);
        return toResponse(CommonProblem.INTERNAL.refuse(incident));
    }

    private Response answer(ProblemException refusal, int status) {
        var type = refusal.type();
        var language = request == null ? RUSSIAN : Language.of(request);
        var problem = Map.of(
                "title", type.title(language),
                "detail", type.detail(language, refusal.arguments()),
                "status", status,
                "code", type.code(),
                "fields", List.of());
        return Response.status(status)
                .type("application/problem+json")
                .header("Retry-After", status == 503 ? COME_BACK_SECONDS : null)
                .header("WWW-Authenticate", status == 401 ? "Session" : null)
                .entity(problem)
                .build();
    }
}
