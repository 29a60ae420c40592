package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.rest.ApiTestApplication.Operation;

/** The document of the API is not only complete but true: answers look as it says. */
class ApiAnswersTest {

    private static ApiTestApplication api;
    private static JsonNode document;
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
        document = ApiTestApplication.json(api.user(1).get("openapi.json"));
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    @DisplayName("every answer to a question has exactly the fields and types that the document says")
    void answers_look_as_the_document_says() {
        var seen = new TreeSet<String>();
        for (var operation : api.operations()) {
            var schema = operation.described().at("/responses/200/content/application~1json/schema");
            if (operation.verb().equals("GET")
                    && !schema.isMissingNode()
                    && !operation.path().equals("/openapi.json")) {
                compare(
                        operation.name(),
                        schema,
                        ApiTestApplication.json(api.user(1).get(api.address(operation, 1))));
                seen.add(operation.name());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(seen).hasSizeGreaterThan(25);
    }

    @Test
    void refusals_look_as_the_document_says() {
        for (var operation : api.operations()) {
            var schema = operation.described().at("/responses/default/content/application~1problem+json/schema");
            var answer = api.nobody().send(operation.verb(), api.address(operation, 1), "");

            compare(operation.name(), schema, ApiTestApplication.object(answer.body(), JsonNode.class));
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void a_refusal_says_how_to_log_in_and_which_verbs_there_are() {
        assertThat(api.nobody().get("invoices?branch=1").headers().firstValue("WWW-Authenticate"))
                .isPresent();
        var wrongVerb = api.user(1).send("PATCH", "invoices?branch=1", "{}");
        assertThat(wrongVerb.statusCode()).isEqualTo(405);
        assertThat(wrongVerb.headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET", "POST"));
    }

    @Test
    @DisplayName("every operation says in a sentence what it does, which headers it needs and how it refuses")
    void every_operation_is_described() {
        for (var operation : api.operations()) {
            assertThat(operation.described().path("summary").asText())
                    .as(operation.name())
                    .hasSizeGreaterThan(8);
            assertThat(operation.described().get("responses").fieldNames())
                    .toIterable()
                    .as(operation.name())
                    .contains("400", "401", "403", "503", "default");
            assertThat(operation.parameters("header").contains("Origin"))
                    .as(operation.name())
                    .isEqualTo(!operation.verb().equals("GET"));
        }
        assertThat(document.at("/paths/~1forecasts/get/parameters").toString())
                .contains("{\"name\":\"customer\",\"in\":\"query\",\"required\":true,"
                        + "\"schema\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}}");
        assertThat(document.findValues("nullable")).isNotEmpty();
        for (var schema : document.at("/components/schemas")) {
            assertThat(schema.path("properties").findParents("$ref")).noneMatch(one -> one.has("nullable"));
        }
    }

    @Test
    @DisplayName("whatever heeds If-Match says so in the document and answers with the tag of the new state")
    void conditional_changes_are_described() {
        var conditional = api.operations().stream()
                .filter(one -> one.parameters("header").contains("If-Match"))
                .map(Operation::name);

        assertThat(conditional)
                .contains(
                        "POST /invoices/{id}/archive",
                        "POST /invoices/{id}/close",
                        "PUT /mailings/{id}",
                        "PUT /templates/{id}",
                        "PUT /issuer-details/{branch}",
                        "DELETE /issuer-details/{branch}",
                        "PUT /merchant-accounts/{id}",
                        "PUT /provider-accounts/{id}",
                        "PUT /webhook-endpoints/{id}");
        var invoice = "invoices/" + api.invoice();
        var archived = api.user(1).post(invoice + "/archive", "", "If-None-Match", "\"x\"");
        assertThat(archived.headers().firstValue("ETag"))
                .isEqualTo(api.user(1).get(invoice).headers().firstValue("ETag"))
                .isPresent();
    }

    private void compare(String where, JsonNode schema, JsonNode value) {
        if (value.isNull()) {
            expect(schema.path("nullable").asBoolean(), where, "null where the document knows none");
        } else if (schema.has("allOf")) {
            compare(where, schema.at("/allOf/0"), value);
        } else if (schema.has("$ref")) {
            compare(where, document.at(schema.get("$ref").asText().substring(1)), value);
        } else if (schema.has("enum")) {
            var known = new ArrayList<String>();
            schema.get("enum").forEach(one -> known.add(one.asText()));
            expect(known.contains(value.asText()), where, value + " is not among " + known);
        } else {
            switch (schema.path("type").asText()) {
                case "object" -> object(where, schema, value);
                case "array" -> {
                    expect(value.isArray(), where, "no array: " + value);
                    value.forEach(one -> compare(where + "[]", schema.get("items"), one));
                }
                case "integer" -> expect(value.isIntegralNumber(), where, "no whole number: " + value);
                case "boolean" -> expect(value.isBoolean(), where, "neither true nor false: " + value);
                case "string" -> expect(value.isTextual(), where, "no text: " + value);
                default -> expect(false, where, "the document says nothing of " + value);
            }
        }
    }

    private void object(String where, JsonNode schema, JsonNode value) {
        expect(value.isObject(), where, "no object: " + value);
        schema.path("required").forEach(name -> expect(value.has(name.asText()), where, "no " + name.asText()));
        for (var field : value.properties()) {
            var known = schema.path("properties").path(field.getKey());
            if (!known.isMissingNode()) {
                compare(where + "." + field.getKey(), known, field.getValue());
            } else if (schema.has("additionalProperties")
                    && schema.get("additionalProperties").isObject()) {
                compare(where + "." + field.getKey(), schema.get("additionalProperties"), field.getValue());
            } else {
                expect(false, where, "the document does not know " + field.getKey());
            }
        }
    }

    private void expect(boolean right, String where, String otherwise) {
        if (!right) {
            wrong.add(where + ": " + otherwise);
        }
    }
}
