package org.schoolcrm.rest.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.schoolcrm.rest.file.Download;
import org.schoolcrm.rest.http.ProblemDocument;
import org.schoolcrm.rest.http.Resource;

/** The API as an OpenAPI document, read off the resource classes themselves, so that it cannot lag behind them. */
final class OpenApi {

    private static final String JSON = "application/json";
    private static final List<String> PICTURES = List.of("image/png", "image/jpeg");
    private static final String PROBLEM = "application/problem+json";

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Schemas schemas = new Schemas(document.putObject("components").putObject("schemas"));

    private OpenApi() {}

    static ObjectNode of(List<Class<?>> resources) {
        return new OpenApi().describe(resources);
    }

    private ObjectNode describe(List<Class<?>> resources) {
        document.put("openapi", "3.0.3");
        document.putObject("info").put("title", "School CRM Billing").put("version", "1");
        document.putArray("servers").addObject().put("url", "/crm/api/v1");
        document.withObject("/components/securitySchemes/session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "crm_session");
        document.putArray("security").addObject().putArray("session");
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
        operation.put("operationId", owner + "." + resource.method().getName());
        operation.putArray("tags").add(owner);
        for (var address : resource.addresses()) {
            var parameter = operation.withArray("parameters").addObject();
            parameter.put("name", address.name()).put("in", address.inPath() ? "path" : "query");
            parameter.put("required", address.wanted());
            var schema = schemas.of(address.declared());
            if (address.otherwise() != null) {
                schema.put("default", address.otherwise());
            }
            parameter.set("schema", schema);
        }
        if (resource.isIdempotent()) {
            header(operation, "Idempotency-Key");
        }
        if (resource.isETagged() && !resource.verb().equals("GET")) {
            header(operation, "If-Match");
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

    private void answers(ObjectNode answers, Resource resource) {
        var type = resource.method().getReturnType();
        if (type == void.class) {
            answers.putObject("204").put("description", "Done");
        } else if (type == Download.class) {
            var content = answers.putObject("200").put("description", "A file").putObject("content");
            for (var media : List.of(Download.CSV, Download.XLSX)) {
                binary(content, media);
            }
        } else {
            var good = answers.putObject("200").put("description", "Done");
            var schema = schemas.of(resource.method().getGenericReturnType());
            good.putObject("content").putObject(JSON).set("schema", schema);
            if (resource.isETagged()) {
                good.putObject("headers").putObject("ETag").putObject("schema").put("type", "string");
            }
        }
        var refusal = answers.putObject("default").put("description", "A refusal (RFC 9457)");
        refusal.putObject("content").putObject(PROBLEM).set("schema", schemas.of(ProblemDocument.class));
    }

    private static void binary(ObjectNode content, String media) {
        content.putObject(media).putObject("schema").put("type", "string").put("format", "binary");
    }

    private static void header(ObjectNode operation, String name) {
        var parameter = operation.withArray("parameters").addObject();
        parameter.put("name", name).put("in", "header").put("required", false);
        parameter.putObject("schema").put("type", "string");
    }
}
