package org.schoolcrm.itests.rest;

import static org.schoolcrm.itests.rest.ApiTestApplication.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schoolcrm.itests.application.TestServer;

/** A valid body for each operation of the API that takes one. */
record ValidBodies(TestServer.ApiClient admin, List<Integer> customers, Map<String, String> ids) {

    ObjectNode of(String operation) {
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
            case "POST /chats/invitations" ->
                object("{\"branch\":1,\"customer\":%d,\"channel\":\"telegram\"}".formatted(customer(0)));
            case "POST /suppressions" ->
                object("{\"branch\":1,\"channel\":\"email\",\"address\":\"stop@school.example\",\"why\":\"Просьба\"}");
            case "POST /consents" ->
                object("{\"branch\":1,\"customer\":%d,\"channel\":\"email\",\"consent\":\"GIVEN\"}"
                        .formatted(customer(0)));
            case "POST /suppressions/removals" ->
                object("{\"branch\":1,\"channel\":\"email\",\"address\":\"stop@school.example\"}");
            case "POST /channels/{channel}/releases" -> object("{\"branch\":1}");
            case "POST /merchant-accounts" -> object("""
                        {"branch":1,"provider":"sandbox","name":"Банк","live":false,"settings":{"secret":"s"},"terms":null}
                        """);
            case "POST /provider-accounts" -> object("""
                        {"branch":1,"provider":"prepaid","name":"СМС","settings":{"login":"school","password":"s"},
                         "terms":{"priority":1,"pricePerPart":{"tenThousandths":24650,"currency":"RUB"},
                                  "balanceAlarm":{"amount":50000,"currency":"RUB"},"consentInContract":false}}
                        """);
            case "PUT /provider-accounts/{id}" -> object("""
                        {"name":"СМС","active":true,"settings":{"login":"school","password":"***"},
                         "terms":{"priority":1,"pricePerPart":null,"balanceAlarm":null,"consentInContract":false}}
                        """);
            case "POST /provider-accounts/{id}/test-messages" -> object("{\"address\":\"+79161234567\"}");
            case "PUT /issuer-details/{branch}" -> object("""
                        {"name":"ООО «Старт»","inn":"7707083893","kpp":"773601001","ogrn":"1027700132195","address":"Москва","phone":"",
                         "email":"a@b.example","offer":"https://school.example/offer","bank":{"name":"Сбербанк","bic":"044525225",
                         "account":"40702810138000060317","correspondent":"30101810400000000225"},"signers":{"head":"А","accountant":"Б"}}
                        """);
            case "POST /api-tokens" -> object("""
                        {"name":"Сайт","branches":[1],"permissions":["INVOICE_READ"],"requestsPerMinute":600,
                         "expiresAt":"2026-12-01T00:00:00Z"}
                        """);
            case "POST /webhook-endpoints" ->
                object("{\"branch\":1,\"address\":\"https://other.example/hook\",\"events\":[\"PAID\",\"CREATED\"]}");
            case "PUT /webhook-endpoints/{id}" ->
                object("{\"address\":\"https://other.example/hook\",\"events\":[\"PAID\"],\"active\":true}");
            case "PUT /merchant-accounts/{id}" -> object("""
                        {"name":"Банк","active":true,"settings":{"secret":"***"},"terms":{"legalEntity":"","fiscal":"NONE","priority":0,"accounts":[],
                         "atLeast":null,"atMost":null}}
                        """);
            case "POST /payments/{id}/refunds", "POST /payments/{id}/bank-refunds" ->
                object("{\"amount\":{\"amount\":100,\"currency\":\"RUB\"},\"reason\":\"Отказ\"}");
            case "POST /payments/{id}/refunds/{refund}/decisions" ->
                object("{\"wentBack\":true,\"reason\":\"Банк подтвердил\"}");
            case "POST /payments/unassigned/{id}/assignments" -> object("{\"invoice\":" + ids.get("invoices") + "}");
            case "POST /mailings" -> (ObjectNode) object("{\"branch\":1}").set("settings", settings());
            case "PUT /mailings/{id}" -> (ObjectNode) settings();
            case "POST /mailings/{id}/dry-runs" -> object("{\"on\":\"2026-09-10\"}");
            case "PUT /templates/{id}" ->
                object("{\"name\":\"Счет\",\"subject\":\"Счет\",\"body\":\"{customer.name} {bill.url}\"}");
            case "POST /templates" -> object("""
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

    private int customer(int place) {
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

    private JsonNode settings() {
        return json(admin.get("mailings?branch=1")).at("/items/0").get("settings");
    }

    private static ObjectNode object(String json) {
        return ApiTestApplication.object(json, ObjectNode.class);
    }
}
