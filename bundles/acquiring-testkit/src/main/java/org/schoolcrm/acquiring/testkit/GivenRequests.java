package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpCall;

/** Compares what an adapter sends to its bank with a request of the bank's documents. */
final class GivenRequests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GivenRequests() {}

    /** The calls that go to the address of the sample, by its method if it names one. */
    static List<HttpCall> to(GivenDocument sample, List<HttpCall> calls) {
        var address = address(sample).replaceFirst("^[A-Z]+ ", "").replaceFirst("^[a-z]+://[^/]+", "");
        var segments = List.of(address.replaceFirst("\\?.*", "").split("/"));
        var tail = segments.subList(Math.max(0, segments.size() - 3), segments.size()).stream()
                .map(segment -> segment.startsWith("{") ? "[^/]+" : segment.replace(".", "\\."))
                .collect(Collectors.joining("/"));
        return calls.stream()
                .filter(call ->
                        call.method().equals(sample.json().path("method").asText(call.method())))
                .filter(call -> call.uri().getPath().matches("(.*/)?" + tail.replaceFirst("^/", "")))
                .toList();
    }

    /** A field that both have is a value, an object or a list in both; banks take numbers as texts. */
    static void assertAlike(GivenDocument sample, HttpCall call) {
        var wanted = fields(sample);
        var sent = sent(call);
        if (!wanted.isObject() || wanted.isEmpty()) {
            return;
        }
        var shared = sent.properties().stream()
                .filter(field -> wanted.has(field.getKey()))
                .toList();
        assertThat(shared).as("fields of %s in %s", sample, sent).isNotEmpty();
        assertThat(shared)
                .allSatisfy(field -> assertThat(kind(field.getValue()))
                        .as("%s of %s", field.getKey(), sample)
                        .isEqualTo(kind(wanted.get(field.getKey()))));
    }

    private static JsonNodeType kind(JsonNode value) {
        return value.isValueNode() ? JsonNodeType.STRING : value.getNodeType();
    }

    private static String address(GivenDocument sample) {
        var json = sample.json();
        return json.isTextual()
                ? json.asText()
                : json.path("url").asText(json.path("path").asText(sample.name()));
    }

    private static JsonNode fields(GivenDocument sample) {
        var json = sample.json();
        if (json.has("body") || json.has("form")) {
            return json.has("body") ? json.get("body") : json.get("form");
        }
        return json.has("url") || json.has("path") ? MissingNode.getInstance() : json;
    }

    private static JsonNode sent(HttpCall call) {
        var body = new String(call.body(), StandardCharsets.UTF_8);
        try {
            return body.startsWith("{")
                    ? JSON.readTree(body)
                    : JSON.valueToTree(FormFields.parse(body).fields().stream()
                            .collect(Collectors.toMap(
                                    FormFields.Field::name, FormFields.Field::value, (one, other) -> one)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }
}
