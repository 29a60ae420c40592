package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.rest.ApiTestApplication.Operation;

/** Every field of every request missing, null, of the wrong type, too long, at its bounds, unknown: never our fault. */
class ApiFuzzTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<JsonNode> VALUES = List.of(
            JSON.nullNode(),
            JSON.textNode(""),
            JSON.textNode(" "),
            JSON.textNode("x"),
            JSON.textNode("\u0000"),
            JSON.textNode("\uD83D\uDE00'\";--<b>{bill.url"),
            JSON.textNode("я".repeat(300)),
            JSON.textNode("z".repeat(5000)),
            JSON.textNode("w".repeat(20_000)),
            JSON.textNode("2026-02-30"),
            JSON.textNode("+999999999-12-31"),
            JSON.textNode("-999999999-01-01"),
            JSON.numberNode(0),
            JSON.numberNode(-1),
            JSON.numberNode(1.5),
            JSON.numberNode(Long.MAX_VALUE),
            JSON.numberNode(Long.MIN_VALUE),
            JSON.numberNode(new BigInteger("9".repeat(30))),
            JSON.booleanNode(true),
            JSON.arrayNode(),
            JSON.arrayNode().add(JSON.nullNode()),
            JSON.objectNode(),
            JSON.objectNode().put("x", 1));
    private static final List<String> ADDRESSES = List.of(
            "",
            "x",
            "-1",
            "0",
            "9".repeat(30),
            "1.5",
            "9223372036854775807",
            "null",
            "2026-13-01",
            "+999999999-12-31",
            "%00",
            "%F0%9F%98%80",
            "'");

    /** Nothing is held or undecided here, and what is taken off the list of stops is gone: such requests end there. */
    private static final List<String> UNREADY = List.of(
            "channel-not-paused", "refund-settled", "suppression-unknown", "messages-too-many", "too-many-endpoints");

    private static final List<JsonNode> OTHERWISE = List.of(
            JSON.textNode(""), JSON.textNode(" "), JSON.numberNode(1), JSON.booleanNode(true), JSON.objectNode());

    private static ApiTestApplication api;
    private final List<String> broken = new ArrayList<>();
    private final List<String> nameless = new ArrayList<>();

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
    }

    @AfterEach
    void every_connection_is_given_back() {
        await().untilAsserted(() -> assertThat(api.borrowedConnections()).isZero());
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    @DisplayName("fuzzed bodies: no 5xx, every refusal names the field, valid requests still pass")
    void no_field_of_a_body_breaks_anything() {
        for (var operation : api.operations()) {
            if (operation.hasBody()) {
                var valid = api.body(operation.name());
                fuzz(operation, valid, valid, "");
                var after = send(operation, valid);
                boolean known = UNREADY.stream().anyMatch(after.body()::contains);
                assertThat(known ? 200 : after.statusCode())
                        .as("%s after the fuzz: %s", operation.name(), after.body())
                        .isBetween(200, 299);
            }
        }

        assertThat(broken).isEmpty();
        assertThat(nameless).isEmpty();
    }

    @Test
    @DisplayName("fuzzed addresses: no 5xx, every refused parameter is named")
    void no_parameter_breaks_anything() {
        for (var operation : api.operations()) {
            if (operation.verb().equals("GET")) {
                var valid = api.user(1).get(api.address(operation, 1));
                assertThat(valid.statusCode())
                        .as("%s: %s", operation.name(), valid.body())
                        .isEqualTo(200);
                for (var name : operation.parameters("query")) {
                    ADDRESSES.forEach(value -> judge(operation, name, value, get(operation, name, value)));
                }
                for (var value : List.of("x", "-1", "0", "9".repeat(30), "%00")) {
                    var path = operation.path().substring(1).replaceAll("\\{\\w+}", value);
                    judge(operation, "", value, api.user(1).get(path + "?branch=1"));
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(nameless).isEmpty();
    }

    @Test
    void no_body_at_all_and_no_json_are_refused() {
        for (var operation : api.operations()) {
            if (operation.hasBody()) {
                for (var body :
                        List.of("", "null", "{", "[]", "\"x\"", "1", "{}{}", "{\"a\":1,\"a\":2}", "[".repeat(100))) {
                    var answer = api.user(1).send(operation.verb(), api.address(operation, 1), body);
                    assertThat(answer.statusCode())
                            .as("%s %s", operation.name(), body)
                            .isBetween(400, 499);
                    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                            .startsWith("application/problem+json");
                }
            }
        }
    }

    @Test
    @DisplayName("fuzzed headers: no 5xx, and every refusal is a problem document")
    void no_header_breaks_anything() {
        for (var operation : api.operations()) {
            var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
            var address = api.address(operation, 1);
            for (var header : OddHeaders.all()) {
                var answer = api.user(1).send(operation.verb(), address, body, header.get(0), header.get(1));
                var type = answer.headers().firstValue("Content-Type").orElse("");
                if (answer.statusCode() >= 500
                        || (answer.statusCode() >= 400 && !type.startsWith("application/problem+json"))) {
                    broken.add("%s with %s -> %d %s".formatted(operation.name(), header, answer.statusCode(), type));
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    @DisplayName(
            "a body of another type than the document says is refused, numbers for texts and blanks for nothing too")
    void values_of_another_type_are_refused() {
        for (var operation : api.operations()) {
            if (operation.hasBody()) {
                retype(operation, api.body(operation.name()));
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void a_day_is_no_moment() {
        var dryRun = api.operations().stream()
                .filter(one -> one.name().equals("POST /mailings/{id}/dry-runs"))
                .findFirst()
                .orElseThrow();

        var answer = send(dryRun, api.body(dryRun.name()).put("on", "2026-09-10T21:00:00Z"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"on\"");
    }

    @Test
    void a_body_that_is_no_json_by_its_own_words_is_not_read() {
        for (var operation : api.operations()) {
            if (operation.hasBody()) {
                for (var type : List.of("foo", "*/*", "text/plain", "multipart/form-data")) {
                    var body = api.body(operation.name()).toString();
                    var answer =
                            api.user(1).send(operation.verb(), api.address(operation, 1), body, "Content-Type", type);
                    if (answer.statusCode() != 415) {
                        broken.add("%s as %s -> %d".formatted(operation.name(), type, answer.statusCode()));
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private void retype(Operation operation, ObjectNode whole) {
        var at = new ArrayDeque<ObjectNode>(List.of(whole));
        while (!at.isEmpty()) {
            var part = at.pop();
            for (var name : List.copyOf(part.properties())) {
                var was = name.getValue();
                OTHERWISE.stream().filter(value -> isOfAnotherType(was, value)).forEach(value -> {
                    part.set(name.getKey(), value);
                    var answer = send(operation, whole);
                    if (answer.statusCode() != 400) {
                        broken.add("%s %s=%s -> %d"
                                .formatted(operation.name(), name.getKey(), value, answer.statusCode()));
                    }
                });
                part.set(name.getKey(), was);
                if (was instanceof ObjectNode inner) {
                    at.push(inner);
                }
            }
        }
    }

    private static boolean isOfAnotherType(JsonNode was, JsonNode value) {
        return !was.isNull() && was.getNodeType() != value.getNodeType();
    }

    private void fuzz(Operation operation, ObjectNode whole, ContainerNode<?> part, String path) {
        if (part instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            for (var name : names) {
                var was = object.get(name);
                object.remove(name);
                judge(operation, path + name, "(missing)", send(operation, whole));
                for (var value : VALUES) {
                    object.set(name, value);
                    judge(operation, path + name, value.toString(), send(operation, whole));
                }
                object.set(name, was);
                if (was instanceof ContainerNode<?> inner) {
                    fuzz(operation, whole, inner, path + name + ".");
                }
            }
            object.put("surprise", 1);
            var unknown = send(operation, whole);
            judge(operation, path + "surprise", "1", unknown);
            assertThat(unknown.statusCode())
                    .as("%s with an unknown field", operation.name())
                    .isIn(400, 422);
            object.remove("surprise");
        } else if (part instanceof ArrayNode array && !array.isEmpty()) {
            var was = array.get(0);
            for (var value : VALUES) {
                array.set(0, value);
                judge(operation, path + "[0]", value.toString(), send(operation, whole));
            }
            array.set(0, was);
        }
    }

    private static HttpResponse<String> send(Operation operation, ObjectNode body) {
        return api.user(1).send(operation.verb(), api.address(operation, 1), body.toString());
    }

    private static HttpResponse<String> get(Operation operation, String name, String value) {
        var address = api.address(operation, 1).replaceAll("(?<=[?&])" + name + "=[^&]*&?", "");
        var encoded = value.startsWith("%") ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
        return api.user(1).get(address + (address.contains("?") ? "&" : "?") + name + "=" + encoded);
    }

    private void judge(Operation operation, String field, String value, HttpResponse<String> answer) {
        var what = operation.name() + " " + field + "=" + (value.length() > 40 ? value.substring(0, 40) : value)
                + " -> " + answer.statusCode() + " "
                + (answer.body().length() > 200 ? answer.body().substring(0, 200) : answer.body());
        if (answer.statusCode() >= 500) {
            broken.add(what);
        } else if (answer.statusCode() == 400 || answer.statusCode() == 422) {
            if (!names(answer.body(), field)) {
                nameless.add(what);
            }
        }
    }

    /** The field itself, or what it is a part of, or a code that is named after it. */
    private static boolean names(String problem, String field) {
        var inside = field.replaceFirst("^settings\\.", "");
        return field.isEmpty()
                || problem.contains("\"code\":\"" + field + "-unknown\"")
                || isNamed(problem, field)
                || isNamed(problem, inside);
    }

    private static boolean isNamed(String problem, String field) {
        for (var path = field; !path.isEmpty(); path = path.replaceFirst("(^|\\.|\\[)[^.\\[]*$", "")) {
            if (problem.contains("\"field\":\"" + path)) {
                return true;
            }
        }
        return false;
    }
}
