package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.ConfiguredAccounts;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What the pages «Интернет-эквайринг» and «Платежи» get from the API. */
class AcquiringPagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");

    private static TestDatabase database;
    private static TestApplication house;
    private static TestServer door;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        house = TestApplication.still(database, NOON, 20);
        door = house.server();
    }

    @AfterAll
    static void close() {
        door.close();
        house.close();
        database.close();
    }

    @Test
    @DisplayName("I14 a secret goes in, never comes out, and stays when it is not typed anew")
    void a_secret_goes_in_and_never_comes_out() {
        var made = json(door.user(1).post("merchant-accounts", """
                        {"branch":1,"provider":"sandbox","name":"Банк","live":false,"settings":{"secret":"only-we-know"},"terms":null}
                        """));
        var address = "merchant-accounts/" + made.get("id");

        assertThat(made.at("/settings/secret").asText()).isEqualTo("***");
        assertThat(made.get("webhookAddress").asText()).contains("/hooks/sandbox/");
        var kept = door.user(1).send("PUT", address, """
                        {"name":"Другой","active":true,"settings":{"secret":"***"},
                         "terms":{"legalEntity":"","fiscal":"NONE","priority":3,"accounts":[0],"atLeast":null,"atMost":null}}
                        """);
        assertThat(kept.body()).contains("Другой").doesNotContain("only-we-know");
        assertThat(house.the(MerchantAccounts.class)
                        .find(new MerchantAccountId(made.get("id").asLong()))
                        .orElseThrow()
                        .setting("secret"))
                .isEqualTo("only-we-know");
        assertThat(door.user(1).get(address + "/health").body()).contains("\"installed\":true");
        assertThat(json(door.user(1).post(address + "/tests", ""))
                        .get("verdict")
                        .asText())
                .isEqualTo("OK");
    }

    @Test
    void an_account_that_stands_in_a_file_says_so_and_is_not_changed_here() {
        var filed = house.the(ConfiguredAccounts.class)
                .declare(
                        "org.schoolcrm.acquiring.account-main.cfg",
                        new ConfiguredAccounts.Declaration(
                                new BranchId(1),
                                "sandbox",
                                "Из файла",
                                false,
                                true,
                                Map.of("secret", "s"),
                                AccountTerms.ANY));

        var shown = json(door.user(1).get("merchant-accounts/" + filed.id()));
        var refused = door.user(1).send("PUT", "merchant-accounts/" + filed.id(), """
                        {"name":"Другой","active":true,"settings":{"secret":"***"},
                         "terms":{"legalEntity":"","fiscal":"NONE","priority":0,"accounts":[],"atLeast":null,"atMost":null}}
                        """);

        assertThat(shown.get("file").asText()).isEqualTo("org.schoolcrm.acquiring.account-main.cfg");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("merchant-account-is-filed", "org.schoolcrm.acquiring.account-main.cfg");
    }

    @Test
    void the_payments_of_a_branch_are_listed_with_names_and_pages() {
        for (int i = 0; i < 3; i++) {
            var customer = json(door.user(1).get("customers?branch=1&text=%D0%B0"))
                    .get(0)
                    .get("id");
            var invoice = json(door.user(1).post("invoices", """
                            {"branch":1,"customer":%s,"account":0,"method":"MANUAL","amount":{"amount":150000,"currency":"RUB"},
                             "periodBegin":"2026-09-10","periodEnd":"2026-09-30","payFrom":"2026-09-10","payUntil":"2026-09-20",
                             "repeatable":false,"earlier":"KEEP","subject":null,"lessonType":null,"applyDiscounts":true}
                            """.formatted(customer)));
            house.the(Acquiring.class).start(new InvoiceId(invoice.get("id").asLong()), "http://localhost/i/x");
        }

        var page = json(door.user(3).get("payment-list?branch=1&limit=2"));
        assertThat(page.get("items")).hasSize(2);
        assertThat(page.at("/items/0/customerName").asText()).isNotEmpty();
        assertThat(page.at("/items/0/status").asText()).isEqualTo("PENDING");
        assertThat(page.at("/items/0/receipt").asText()).isEqualTo("NONE");
        var rest = json(door.user(3)
                .get("payment-list?branch=1&limit=2&cursor=" + page.get("next").asText()));
        assertThat(rest.get("items")).hasSize(1);
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(json(door.user(3).get("payment-list?branch=1&status=captured"))
                        .get("items"))
                .isEmpty();
        assertThat(door.user(3).get("payment-list?branch=1&status=lost").body()).contains("\"field\":\"status\"");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
