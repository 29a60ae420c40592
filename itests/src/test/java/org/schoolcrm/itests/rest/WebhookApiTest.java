package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.application.TestServer.ApiClient;

/** From an invoice to the delivery that another system would get, over the API and the real database. */
class WebhookApiTest {

    private static ApiTestApplication api;
    private static ApiClient admin;

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
        admin = api.user(1);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    @DisplayName(
            "issuing and archiving an invoice is noted for whoever listens, and nothing is sent to private addresses")
    void news_waits_for_whoever_listens_and_goes_to_no_private_address() {
        var asked = "{\"branch\":1,\"address\":\"https://other.example/hook\",\"events\":[\"CREATED\",\"ARCHIVED\"]}";
        var added = ApiTestApplication.json(admin.post("webhook-endpoints", asked));
        var place = "webhook-endpoints/" + added.at("/endpoint/id").asText();
        assertThat(added.get("secret").asText()).startsWith("whsec_");
        assertThat(admin.get("webhook-endpoints?branch=1").body()).doesNotContain("whsec_");

        var invoice = ApiTestApplication.json(
                        admin.post("invoices", api.body("POST /invoices").toString()))
                .get("id")
                .asText();
        admin.post("invoices/" + invoice + "/archive", "");
        api.change("update webhook_endpoint set address = 'https://127.0.0.1:1/hook' where id = "
                + added.at("/endpoint/id").asText());
        var waiting = ApiTestApplication.json(admin.get(place + "/deliveries")).get("items");
        assertThat(waiting.findValuesAsText("event")).containsExactly("ARCHIVED", "CREATED");
        assertThat(waiting.findValuesAsText("invoice")).containsOnly(invoice);

        api.work("webhook-post");

        var tried = ApiTestApplication.json(admin.get(place + "/deliveries")).get("items");
        assertThat(tried.toString()).contains("the host is not on the public network");
        var repeated = admin.post(place + "/deliveries/" + tried.get(0).get("id") + "/repeats", "");
        assertThat(repeated.statusCode()).isEqualTo(202);
        assertThat(ApiTestApplication.json(repeated).get("attempts").asInt()).isZero();
    }

    @Test
    void a_new_secret_is_another_one_and_is_shown_once() {
        var added = ApiTestApplication.json(admin.post(
                "webhook-endpoints", api.body("POST /webhook-endpoints").toString()));
        var place = "webhook-endpoints/" + added.at("/endpoint/id").asText();

        var rotated = ApiTestApplication.json(admin.post(place + "/secrets", ""));

        assertThat(rotated.get("secret")).isNotEqualTo(added.get("secret"));
        assertThat(admin.get("audit-records?branch=1").body())
                .contains("webhook.added", "webhook.secret")
                .doesNotContain("whsec_");
    }
}
