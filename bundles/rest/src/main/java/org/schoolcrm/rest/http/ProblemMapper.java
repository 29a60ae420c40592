package org.schoolcrm.rest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.ws.rs.BadRequestException;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer. */
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final String COME_BACK_SECONDS = "10";
    private static final String COME_BACK_LATER_SECONDS = "3600";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Context
    private @Nullable HttpHeaders headers;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof BadRequestException && failure.getCause() instanceof ProblemException refusal) {
            return toResponse(refusal);
        }
        if (failure instanceof ProblemException refusal) {
            return refusal.type() == CommonProblem.PARAMETER_INVALID || refusal.type() == RestProblem.PARAMETER_UNKNOWN
                    ? named(refusal, refusal.arguments().get(0).toString())
                    : answer(ProblemDocument.of(refusal.type(), refusal.arguments(), refusal.fields(), language()));
        }
        if (failure instanceof JsonProcessingException malformed) {
            return named(CommonProblem.BODY_MALFORMED.refuse(where(malformed)), where(malformed));
        }
        if (failure instanceof ServiceUnavailableException) {
            return answer(CommonProblem.NOT_RUNNING);
        }
        if (failure instanceof NotFoundException) {
            return answer(CommonProblem.NOT_FOUND);
        }
        if (failure instanceof WebApplicationException http) {
            var known = ProblemDocument.of(CommonProblem.REQUEST_REFUSED, List.of(), List.of(), language());
            int status = http.getResponse().getStatus();
            var refused = answer(new ProblemDocument(
                    "about:blank", known.title(), status, known.detail(), known.code(), known.fields()));
            var allowed = http.getResponse().getAllowedMethods();
            return allowed.isEmpty()
                    ? refused
                    : Response.fromResponse(refused).allow(allowed).build();
        }
        if (isGone(failure)) {
            LOG.debug("The caller did not wait for the answer", failure);
            return answer(CommonProblem.INTERNAL, "-");
        }
        var incident = UUID.randomUUID();
        LOG.error("Incident {}", incident, failure);
        return answer(CommonProblem.INTERNAL, incident);
    }

    /** Whether the caller has closed the connection; the server's own class is not ours to import. */
    private static boolean isGone(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("ClientAbortException")) {
                return true;
            }
        }
        return false;
    }

    /** A refusal that is about one field or parameter. */
    private Response named(ProblemException refusal, String field) {
        var problem = ProblemDocument.of(refusal.type(), refusal.arguments(), List.of(), language());
        var words = RestProblem.FIELD_MALFORMED.title(language());
        return answer(problem.with(new ProblemDocument.Field(field, RestProblem.FIELD_MALFORMED.code(), words)));
    }

    /** The field that could not be read, never the library's own words about our classes. */
    private static String where(JsonProcessingException malformed) {
        if (malformed instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
        }
        var at = malformed.getLocation();
        return at == null ? "JSON" : "JSON, " + at.getLineNr() + ":" + at.getColumnNr();
    }

    private Response answer(ProblemType type, Object... arguments) {
        return answer(ProblemDocument.of(type, List.of(arguments), List.of(), language()));
    }

    private static Response answer(ProblemDocument problem) {
        return Response.status(problem.status())
                .type("application/problem+json")
                .header("Cache-Control", "no-store")
                .header("Retry-After", comeBack(problem.status()))
                .header("WWW-Authenticate", challenge(problem))
                .entity(problem)
                .build();
    }

    private static @Nullable String challenge(ProblemDocument problem) {
        if (problem.status() != 401) {
            return null;
        }
        return problem.code().equals(RestProblem.TOKEN_INVALID.code())
                ? "Bearer error=\"invalid_token\""
                : "Session, Bearer";
    }

    private static @Nullable String comeBack(int status) {
        return switch (status) {
            case 503 -> COME_BACK_SECONDS;
            case 429 -> COME_BACK_LATER_SECONDS;
            default -> null;
        };
    }

    private Locale language() {
        return Language.of(headers);
    }
}
