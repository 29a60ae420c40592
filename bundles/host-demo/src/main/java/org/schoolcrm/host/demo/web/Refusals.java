package org.schoolcrm.host.demo.web;

import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.ProblemException;

/** Refusals of the school's own pages as problem documents, in the user's language. */
public class Refusals implements ExceptionMapper<RuntimeException> {

    private static final String COME_BACK_SECONDS = "10";
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @Context
    private @Nullable HttpHeaders headers;

    @Override
    public Response toResponse(RuntimeException failure) {
        if (failure instanceof ProblemException refusal) {
            var type = refusal.type();
            return answer(
                    type.status(), type.title(language()), type.detail(language(), refusal.arguments()), type.code());
        }
        if (failure instanceof ServiceUnavailableException) {
            return toResponse(CommonProblem.NOT_RUNNING.refuse());
        }
        if (failure instanceof WebApplicationException known) {
            return known.getResponse();
        }
        if (failure instanceof DateTimeException unreadable) {
            return answer(400, "Bad Request", String.valueOf(unreadable.getMessage()), "date-unreadable");
        }
        throw failure;
    }

    private static Response answer(int status, String title, String detail, String code) {
        return Response.status(status)
                .type("application/problem+json")
                .header("Retry-After", status == 503 ? COME_BACK_SECONDS : null)
                .entity(Map.of("title", title, "detail", detail, "status", status, "code", code, "fields", List.of()))
                .build();
    }

    private Locale language() {
        return headers == null
                ? RUSSIAN
                : headers.getAcceptableLanguages().stream()
                        .filter(one -> one.getLanguage().equals("en")
                                || one.getLanguage().equals("ru"))
                        .findFirst()
                        .orElse(RUSSIAN);
    }
}
