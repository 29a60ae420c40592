package org.schoolcrm.rest.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.ProblemType;
import org.schoolcrm.rest.file.Download;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.http.ProblemDocument;
import org.schoolcrm.rest.http.Resource;
import org.schoolcrm.rest.http.RestProblem;

/** The API as an OpenAPI document, read off the resource classes themselves, so that it cannot lag behind them. */
final class OpenApi {

    private static final String JSON = "application/json";
    private static final List<String> PICTURES = List.of("image/png", "image/jpeg");
    private static final String PROBLEM = "application/problem+json";
    private static final Map<String, String> RATE_HEADERS = new TreeMap<>(Map.of(
            "RateLimit", "How many requests are left (r) until the minute is over (t, in seconds); with every answer",
            "RateLimit-Policy", "How many requests (q) the token has in how many seconds (w); with every answer",
            "Retry-After", "In how many seconds to repeat the request"));
    private static final Properties SUMMARIES = summaries();
    private static final String ABOUT = """
            Programs carry a token, `Authorization: Bearer crm_…`, and need no cookie and no Origin; they are told with \
            every answer by RateLimit-Policy and RateLimit how many requests the token has left. Pages carry the cookie of \
            a login; whatever changes something carries the header Origin too, with the address of this site, or is \
            refused as `cross-site`. Every POST takes an Idempotency-Key. Lists answer \
            `items` and `next`, the cursor of the page after it, and take `limit` from 1 to 500. A parameter or \
            property that is not described is refused. Every refusal is a problem document (RFC 9457) with a stable \
            `code`; 429 and 503 say with Retry-After when to come back.""";

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Schemas schemas = new Schemas(document.putObject("components").putObject("schemas"));

    private OpenApi() {}

    /** One sentence for each operation. */
    private static Properties summaries() {
        var summaries = new Properties();
        try (var file = OpenApi.class.getResourceAsStream("summaries.txt")) {
            summaries.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return summaries;
    }

    static ObjectNode of(List<Class<?>> resources) {
        return new OpenApi().describe(resources);
    }

    private ObjectNode describe(List<Class<?>> resources) {
        document.put("openapi", "3.0.3");
        document.putObject("info")
                .put("title", "School CRM Billing")
                .put("version", "1")
                .put("description", ABOUT);
        document.putArray("servers").addObject().put("url", "/crm/api/v1");
        document.withObject("/components/securitySchemes/session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "crm_session");
        document.withObject("/components/securitySchemes/bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "crm_ and 49 letters and digits")
                .put("description", "A token of the API, made under «Доступ по API»");
        secured(document, List.of("session", "bearer"));
        var paths = new TreeMap<String, ObjectNode>();
        for (var type : resources) {
            for (var resource : Resource.in(type)) {
                var path = paths.computeIfAbsent(resource.path(), key -> JsonNodeFactory.instance.objectNode());
                operation(path.putObject(resource.verb().toLowerCase(Locale.ROOT)), resource);
            }
        }
        document.putObject("paths").setAll(paths);
        return document;
    }

    private void operation(ObjectNode operation, Resource resource) {
        var owner = resource.type().getSimpleName().replace("Resource", "");
        var id = owner + "." + resource.method().getName();
        operation.put("operationId", id);
        operation.put("summary", SUMMARIES.getProperty(id));
        operation.putArray("tags").add(owner);
        if (resource.isForPeopleOnly()) {
            secured(operation, List.of("session"));
        }
        for (var address : resource.addresses()) {
            var parameter = operation.withArray("parameters").addObject();
            parameter.put("name", address.name()).put("in", address.inPath() ? "path" : "query");
            parameter.put("required", address.wanted());
            var schema = schemas.of(address.declared());
            if (address.otherwise() != null) {
                schema.put("default", address.otherwise());
            }
            if (address.name().equals(Paging.LIMIT)) {
                schema.put("default", Paging.USUAL).put("minimum", 1).put("maximum", Paging.MOST);
            }
            parameter.set("schema", schema);
        }
        if (!resource.verb().equals("GET")) {
            header(operation, "Origin", "Needed with the session's cookie: the address of this site");
        }
        if (resource.isIdempotent()) {
            header(operation, "Idempotency-Key", "Carries the request out once; up to 100 characters, kept for a day");
        }
        if (resource.isETagged() && !resource.verb().equals("GET")) {
            header(operation, "If-Match", "The ETag of the state that is to be changed; any other is refused");
        }
        resource.bodyType().ifPresent(body -> {
            var request = operation.putObject("requestBody").put("required", true);
            var content = request.putObject("content");
            if (body == InputStream.class) {
                PICTURES.forEach(media -> binary(content, media));
            } else {
                content.putObject(JSON).set("schema", schemas.of(body));
            }
        });
        answers(operation.putObject("responses"), resource);
    }

    /** By any one of these. */
    private static void secured(ObjectNode described, List<String> schemes) {
        var ways = described.putArray("security");
        schemes.forEach(scheme -> ways.addObject().putArray(scheme));
    }

    private void answers(ObjectNode answers, Resource resource) {
        var type = resource.method().getReturnType();
        var success = resource.success();
        var status = success.map(Resource.Success::status).orElse(type == void.class ? 204 : 200);
        if (type == void.class) {
            answers.putObject(status.toString()).put("description", said(status));
        } else if (type == Download.class) {
            var content = answers.putObject("200").put("description", "A file").putObject("content");
            for (var media : List.of(Download.CSV, Download.XLSX)) {
                binary(content, media);
            }
        } else {
            var good = answers.putObject(status.toString()).put("description", said(status));
            var schema = schemas.of(resource.method().getGenericReturnType());
            good.putObject("content").putObject(JSON).set("schema", schema);
            if (resource.isETagged()) {
                good.withObjectProperty("headers")
                        .putObject("ETag")
                        .putObject("schema")
                        .put("type", "string");
            }
            if (success.filter(one -> !one.address().isEmpty()).isPresent()) {
                good.withObjectProperty("headers")
                        .putObject("Location")
                        .putObject("schema")
                        .put("type", "string");
            }
        }
        refusals(resource)
                .forEach((refused, codes) ->
                        refusal(answers, refused.toString(), "`" + String.join("`, `", codes) + "`"));
        refusal(answers, "default", "Another refusal (RFC 9457), by a code of the list of problems");
    }

    private static String said(int status) {
        return switch (status) {
            case HttpURLConnection.HTTP_CREATED -> "Made";
            case HttpURLConnection.HTTP_ACCEPTED -> "Begun";
            default -> "Done";
        };
    }

    /** What every operation of this kind may refuse with, whatever it is about. */
    private static Map<Integer, List<String>> refusals(Resource resource) {
        var known = new TreeMap<Integer, List<String>>();
        var types = new ArrayList<ProblemType>(List.of(
                CommonProblem.PARAMETER_INVALID,
                RestProblem.PARAMETER_UNKNOWN,
                CommonProblem.NOT_LOGGED_IN,
                RestProblem.TOKEN_INVALID,
                RestProblem.TOKEN_REQUESTS_TOO_MANY,
                CommonProblem.NOT_ALLOWED,
                CommonProblem.NOT_RUNNING));
        if (!resource.verb().equals("GET")) {
            types.add(CommonProblem.CROSS_SITE);
        }
        if (resource.isForPeopleOnly()) {
            types.add(RestProblem.TOKEN_NOT_TAKEN);
        }
        if (resource.bodyType().isPresent()) {
            types.addAll(List.of(
                    CommonProblem.BODY_MALFORMED, RestProblem.BODY_INVALID, CommonProblem.MEDIA_TYPE_UNSUPPORTED));
        }
        if (resource.isIdempotent()) {
            types.addAll(List.of(RestProblem.KEY_REUSED, RestProblem.REQUEST_IN_PROGRESS));
        }
        if (resource.isETagged() && !resource.verb().equals("GET")) {
            types.add(CommonProblem.CHANGED_MEANWHILE);
        }
        types.forEach(type -> known.computeIfAbsent(type.status(), status -> new ArrayList<>())
                .add(type.code()));
        return known;
    }

    private void refusal(ObjectNode answers, String status, String description) {
        var refused = answers.putObject(status).put("description", description);
        if (status.equals("429")) {
            RATE_HEADERS.forEach((name, said) -> {
                var header = refused.withObjectProperty("headers").putObject(name);
                header.put("description", said).putObject("schema").put("type", "string");
            });
        }
        refused.putObject("content").putObject(PROBLEM).set("schema", schemas.of(ProblemDocument.class));
    }

    private static void binary(ObjectNode content, String media) {
        content.putObject(media).putObject("schema").put("type", "string").put("format", "binary");
    }

    private static void header(ObjectNode operation, String name, String description) {
        var parameter = operation.withArray("parameters").addObject();
        parameter.put("name", name).put("in", "header").put("required", false);
        parameter.put("description", description);
        parameter.putObject("schema").put("type", "string");
    }
}
