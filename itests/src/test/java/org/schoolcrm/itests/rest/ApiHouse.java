package org.schoolcrm.itests.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.itests.house.House;
import org.schoolcrm.itests.house.RestDoor;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A school with one of everything that the API shows, and a valid request for each of its operations. */
final class ApiHouse implements AutoCloseable {

    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");

    private final TestDatabase database = TestDatabase.postgres();
    private final House house = House.still(database, NOON, 60);
    private final RestDoor door = house.door();
    private final RestDoor.Visitor admin = door.user(1);
    private final List<Integer> customers;
    private final Map<String, String> ids;

    /** One operation of the API as its document describes it. */
    record Operation(String verb, String path, JsonNode described) {

        String name() {
            return verb + " " + path;
        }

        boolean hasBody() {
            return described.at("/requestBody/content").has("application/json");
        }

        boolean takesKey() {
            return parameters("header").contains("Idempotency-Key");
        }

        List<String> parameters(String place) {
            var names = new ArrayList<String>();
            described.path("parameters").forEach(one -> {
                if (one.get("in").asText().equals(place)) {
                    names.add(one.get("name").asText());
                }
            });
            return names;
        }
    }

    ApiHouse() {
        customers = Stream.of("а", "е", "о", "и")
                .flatMap(letter -> found(letter).stream())
                .distinct()
                .sorted()
                .toList();
        var mailing = json(admin.get("mailings?branch=1")).get(0);
        var run = json(admin.post("mailings/" + mailing.get("id") + "/runs", ""));
        house.work("mailing-run", "mailing-page");
        var invoice = json(admin.post("invoices", body("POST /invoices").toString()));
        var report = json(admin.post("operation-reports", "{\"branch\":1,\"invoices\":[1]}"));
        house.work("invoice-archive");
        var endpoint = json(
                admin.post("webhook-endpoints", body("POST /webhook-endpoints").toString()));
        house.the(Acquiring.class).start(new InvoiceId(invoice.get("id").asLong()), "http://localhost/i/x");
        var attempt = json(admin.get("payments?invoice=" + invoice.get("id"))).get(0);
        ids = Map.of(
                "merchant-accounts",
                        json(admin.get("merchant-accounts?branch=1"))
                                .get(0)
                                .get("id")
                                .asText(),
                "payments", attempt.get("id").asText(),
                "invoices", invoice.get("id").asText(),
                "forecast-review", invoice.get("id").asText(),
                "mailings", mailing.get("id").asText(),
                "messages",
                        json(admin.get("messages?branch=1"))
                                .get(0)
                                .at("/message/id")
                                .asText(),
                "runs", run.get("id").asText(),
                "templates", mailing.at("/settings/how/template").asText(),
                "webhook-endpoints", endpoint.at("/endpoint/id").asText(),
                "operation-reports", report.get("id").asText());
    }

    RestDoor.Visitor user(long id) {
        return door.user(id);
    }

    void work(String kind) {
        house.work(kind);
    }

    List<Operation> operations() {
        var found = new ArrayList<Operation>();
        for (var path : json(admin.get("openapi.json")).get("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                found.add(new Operation(verb.getKey().toUpperCase(Locale.ROOT), path.getKey(), verb.getValue()));
            }
        }
        return found;
    }

    /** A valid address of the operation in that branch. */
    String address(Operation operation, int branch) {
        var path = operation.path().substring(1);
        var first = path.split("/", 2)[0];
        var known = Map.of(
                "branch",
                String.valueOf(branch),
                "customer",
                String.valueOf(customer(0)),
                "account",
                "0",
                "invoice",
                ids.get("invoices"),
                "begin",
                "2026-09-10",
                "end",
                "2026-09-30");
        var query = new ArrayList<String>();
        for (var name : operation.parameters("query")) {
            if (known.containsKey(name)) {
                query.add(name + "=" + known.get(name));
            }
        }
        return path.replaceAll("\\{\\w+}", ids.getOrDefault(first, "1"))
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    /** A valid body for each operation that takes one. */
    ObjectNode body(String operation) {
        return switch (operation) {
            case "POST /invoices" -> object("""
                        {"branch":1,"customer":%d,"account":0,"method":"MANUAL","amount":{"amount":150000,"currency":"RUB"},
                         "periodBegin":"2026-09-10","periodEnd":"2026-09-30","payFrom":"2026-09-10","payUntil":"2026-09-20",
                         "repeatable":false,"earlier":"KEEP","subject":null,"lessonType":null,"applyDiscounts":true}
                        """.formatted(customer(0)));
            case "POST /operation-reports" -> object("""
                        {"branch":1,"matching":{"customer":%d,"statuses":["PAID"],"method":"MANUAL","issuedFrom":"2026-09-10",
                         "issuedTo":"2026-09-10","expired":false,"number":"1-2026"}}
                        """.formatted(customer(1)));
            case "POST /messages" -> object("""
                        {"branch":1,"customer":%d,"method":"EMAIL","address":"%s","subject":"Счет","text":"https://school.example/i/x"}
                        """.formatted(withEmail(), email()));
            case "POST /suppressions" ->
                object("{\"branch\":1,\"channel\":\"email\",\"address\":\"stop@school.example\",\"why\":\"Просьба\"}");
            case "POST /suppressions/removals" ->
                object("{\"branch\":1,\"channel\":\"email\",\"address\":\"stop@school.example\"}");
            case "POST /channels/{channel}/releases" -> object("{\"branch\":1}");
            case "POST /merchant-accounts" -> object("""
                        {"branch":1,"provider":"sandbox","name":"Банк","live":false,"settings":{"secret":"s"},"terms":null}
                        """);
            case "PUT /issuer-details/{branch}" -> object("""
                        {"name":"ООО «Старт»","inn":"7707083893","kpp":"773601001","ogrn":"1027700132195","address":"Москва","phone":"",
                         "email":"a@b.example","offer":"https://school.example/offer","bank":{"name":"Сбербанк","bic":"044525225",
                         "account":"40702810138000060317","correspondent":"30101810400000000225"},"signers":{"head":"А","accountant":"Б"}}
                        """);
            case "POST /webhook-endpoints" ->
                object("{\"branch\":1,\"address\":\"https://other.example/hook\",\"events\":[\"PAID\",\"CREATED\"]}");
            case "PUT /webhook-endpoints/{id}" ->
                object("{\"address\":\"https://other.example/hook\",\"events\":[\"PAID\"],\"active\":true}");
            case "PUT /merchant-accounts/{id}" -> object("""
                        {"name":"Банк","active":true,"settings":{"secret":"***"},"terms":{"legalEntity":"","fiscal":"NONE","priority":0,"accounts":[],
                         "atLeast":null,"atMost":null}}
                        """);
            case "POST /payments/{id}/refunds" ->
                object("{\"amount\":{\"amount\":100,\"currency\":\"RUB\"},\"reason\":\"Отказ\"}");
            case "POST /payments/unassigned/{id}/assignments" -> object("{\"invoice\":" + ids.get("invoices") + "}");
            case "POST /mailings" -> (ObjectNode) object("{\"branch\":1}").set("settings", settings());
            case "PUT /mailings/{id}" -> (ObjectNode) settings();
            case "POST /mailings/{id}/dry-runs" -> object("{\"on\":\"2026-09-10\"}");
            case "POST /templates", "PUT /templates/{id}" -> object("""
                        {"branch":1,"method":"EMAIL","name":"Счет","subject":"Счет","body":"{customer.name} {bill.url}"}
                        """);
            case "POST /templates/exams" ->
                object("{\"branch\":1,\"method\":\"EMAIL\",\"subject\":\"Счет\",\"body\":\"{bill.url}\"}");
            case "POST /templates/previews" ->
                object(
                        "{\"branch\":1,\"method\":\"EMAIL\",\"subject\":\"Счет\",\"body\":\"{bill.url}\",\"customer\":%d}"
                                .formatted(customer(0)));
            case "POST /templates/{id}/tests" ->
                object("{\"customer\":%d,\"address\":\"anna@school.example\"}".formatted(customer(0)));
            default -> throw new IllegalStateException("Write down a valid body of " + operation);
        };
    }

    int customer(int place) {
        return customers.get(place);
    }

    private int withEmail() {
        return customers.stream()
                .filter(customer -> !emails(customer).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private String email() {
        return emails(withEmail()).get(0);
    }

    private List<String> emails(int customer) {
        var found = new ArrayList<String>();
        json(admin.get("messages/recipients?branch=1&customer=" + customer)).forEach(one -> {
            if (one.get("method").asText().equals("EMAIL")) {
                found.add(one.get("address").asText());
            }
        });
        return found;
    }

    @Override
    public void close() {
        door.close();
        house.close();
        database.close();
    }

    static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return object(answer.body(), JsonNode.class);
    }

    private JsonNode settings() {
        return json(admin.get("mailings?branch=1")).get(0).get("settings");
    }

    private List<Integer> found(String letter) {
        var ids = new ArrayList<Integer>();
        json(admin.get("customers?branch=1&text=" + URLEncoder.encode(letter, StandardCharsets.UTF_8)))
                .forEach(one -> ids.add(one.get("id").asInt()));
        return ids;
    }

    private static ObjectNode object(String json) {
        return object(json, ObjectNode.class);
    }

    private static <T> T object(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
