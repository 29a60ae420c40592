package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the staff has to settle, over the API. */
class AttentionApiTest {

    private static ApiTestApplication api;

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    void an_entry_is_closed_once_and_stays_readable() {
        var admin = api.user(1);
        var entry = ApiTestApplication.json(admin.get("attentions?branch=1")).at("/items/0");
        assertThat(entry.get("kind").asText()).isEqualTo("payment.disputed");
        assertThat(api.stranger()
                        .post("attentions/" + entry.get("id") + "/closings", "")
                        .statusCode())
                .as("another branch's entry does not exist")
                .isEqualTo(404);

        var closed = ApiTestApplication.json(admin.post("attentions/" + entry.get("id") + "/closings", ""));

        assertThat(closed.get("closedBy").asText()).isEqualTo("user:1");
        assertThat(ApiTestApplication.json(admin.get("attentions?branch=1")).get("items"))
                .isEmpty();
        assertThat(ApiTestApplication.json(admin.get("attentions?branch=1&closed=true"))
                        .get("items"))
                .hasSize(1);
        assertThat(admin.get("audit-records?branch=1&action=attention.closed").body())
                .contains("payment:1", "user:1");
    }
}
