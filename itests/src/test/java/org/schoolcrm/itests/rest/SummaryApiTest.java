package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.itests.application.TestServer;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The money of a branch at a glance, over the API. */
class SummaryApiTest {

    private TestDatabase database;
    private TestApplication application;
    private TestServer server;
    private TestServer.ApiClient admin;
    private SettableClock clock;

    @BeforeEach
    void open() {
        database = TestDatabase.postgres();
        application = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 20);
        clock = application.the(SettableClock.class);
        server = application.server();
        admin = server.user(1);
    }

    @AfterEach
    void close() {
        server.close();
        application.close();
        database.close();
    }

    @Test
    void a_school_without_invoices_has_twelve_empty_months() {
        var summary = summary();

        assertThat(summary.get("awaiting")).isEqualTo(unpaid(0, 0));
        assertThat(summary.get("expired")).isEqualTo(unpaid(0, 0));
        assertThat(summary.get("inOtherCurrencies").asLong()).isZero();
        assertThat(months(summary))
                .hasSize(12)
                .startsWith(month("2025-10", 0, 0, 0))
                .endsWith(month("2026-09", 0, 0, 0))
                .isSortedAccordingTo((one, other) ->
                        one.get("month").asText().compareTo(other.get("month").asText()));
    }

    @Test
    void making_paying_archiving_and_the_end_of_a_term_show_at_once() {
        long termed = issue(150000, "\"2026-09-20\"");
        long open = issue(70000, "null");
        assertThat(summary().get("awaiting")).isEqualTo(unpaid(2, 220000));
        assertThat(last()).isEqualTo(month("2026-09", 2, 220000, 0));

        pay(termed, "500.01");
        assertThat(summary().get("awaiting")).isEqualTo(unpaid(2, 169999));
        assertThat(last()).isEqualTo(month("2026-09", 2, 220000, 50001));

        long mistake = issue(99, "null");
        admin.post("invoices/" + mistake + "/archive", "");
        assertThat(summary().get("awaiting")).isEqualTo(unpaid(2, 169999));
        assertThat(last()).isEqualTo(month("2026-09", 2, 220000, 50001));

        pay(open, "700");
        assertThat(summary().get("awaiting")).isEqualTo(unpaid(1, 99999));

        clock.set("2026-09-20T20:59:59Z");
        assertThat(summary().get("expired")).isEqualTo(unpaid(0, 0));
        clock.set("2026-09-20T21:00:00Z");
        assertThat(summary().get("awaiting")).isEqualTo(unpaid(0, 0));
        assertThat(summary().get("expired")).isEqualTo(unpaid(1, 99999));
        assertThat(ApiTestApplication.json(admin.get("invoices?branch=1&expired=true"))
                        .get("items"))
                .as("as the list has it")
                .hasSize(1);
        assertThat(last()).isEqualTo(month("2026-09", 2, 220000, 120001));
    }

    @Test
    @DisplayName("forecast-rules.md 6: what went back is asked for again, and card, list, summary and file agree on it")
    void what_went_back_is_told_the_same_everywhere() {
        long part = issue(50000, "null");
        long whole = issue(70000, "null");
        pay(part, "200");
        pay(whole, "700");
        refund(part, "200");
        refund(whole, "700");

        var asked = ApiTestApplication.json(admin.get("invoices/" + part));
        var returned = ApiTestApplication.json(admin.get("invoices/" + whole));

        assertThat(asked.get("status").asText()).isEqualTo("AWAITING_PAYMENT");
        assertThat(asked.at("/paid/amount").asLong()).isEqualTo(20000);
        assertThat(asked.at("/refunded/amount").asLong()).isEqualTo(20000);
        assertThat(asked.at("/due/amount").asLong()).isEqualTo(50000);
        assertThat(asked.get("flags")).isEmpty();
        assertThat(returned.get("status").asText()).isEqualTo("PAID");
        assertThat(returned.at("/due/amount").asLong()).isZero();
        assertThat(returned.get("flags")).extracting(JsonNode::asText).containsExactly("REFUNDED");
        assertThat(ApiTestApplication.json(admin.get("invoices?branch=1")).get("items"))
                .containsExactly(returned, asked);
        assertThat(summary().get("awaiting")).isEqualTo(unpaid(1, 50000));
        assertThat(last()).isEqualTo(month("2026-09", 2, 120000, 90000, 90000));
        assertThat(admin.get("invoices/export?branch=1", "Accept-Language", "ru")
                        .body()
                        .lines())
                .anyMatch(line -> line.contains(";Оплачен;Деньги возвращены;700,00;700,00;700,00;0,00;RUB;"))
                .anyMatch(line -> line.contains(";Ожидает оплаты;;500,00;200,00;200,00;500,00;RUB;"));
    }

    @Test
    @DisplayName("R155 a file says the day on which the invoice was issued where the branch is")
    void a_file_says_the_day_of_the_branch() {
        clock.set("2026-12-31T21:01:58Z");
        issue(1, "null");

        var file =
                admin.get("invoices/export?branch=1", "Accept-Language", "ru").body();

        assertThat(file).contains("1-2027-000001;2027-01-01;").doesNotContain("2026-12-31");
    }

    @Test
    @DisplayName("R155 a form begins with the day of the branch, wherever its browser is")
    void a_branch_says_which_day_it_is_there() {
        clock.set("2026-11-29T19:17:00Z");

        assertThat(ApiTestApplication.json(admin.get("branches/1")).get("today").asText())
                .isEqualTo("2026-11-29");
        assertThat(ApiTestApplication.json(admin.get("branches/2")).get("today").asText())
                .as("in Vladivostok it is 05:17 of the next day")
                .isEqualTo("2026-11-30");
    }

    @Test
    @DisplayName("what is issued on the 31st at 23:30 UTC counts in Moscow to the month that has begun there")
    void a_month_begins_where_the_branch_is() {
        clock.set("2026-10-31T20:59:59Z");
        issue(1, "null");
        clock.set("2026-10-31T23:30:00Z");
        issue(2, "null");

        assertThat(months(summary())).endsWith(month("2026-10", 1, 1, 0), month("2026-11", 1, 2, 0));
    }

    @Test
    void it_is_refused_as_the_list_is() {
        for (var branch : List.of("?branch=2", "?branch=99", "?branch=x", "?branch=-1", "?branch=", "")) {
            for (var client : List.of(admin, server.user(4), server.nobody())) {
                var list = client.get("invoices" + branch);
                var summary = client.get("invoices/summary" + branch);

                assertThat(summary.statusCode()).as(branch).isEqualTo(list.statusCode());
                if (list.statusCode() >= 400) {
                    assertThat(code(summary.body())).as(branch).isEqualTo(code(list.body()));
                }
            }
        }
        assertThat(server.user(4).get("invoices/summary?branch=2").statusCode()).isEqualTo(403);
        assertThat(server.user(4).get("invoices/summary?branch=1").statusCode()).isEqualTo(200);
    }

    private static String code(String problem) {
        return ApiTestApplication.object(problem, JsonNode.class).path("code").asText();
    }

    private JsonNode summary() {
        return ApiTestApplication.json(admin.get("invoices/summary?branch=1"));
    }

    private JsonNode last() {
        return summary().at("/months/11");
    }

    private static List<JsonNode> months(JsonNode summary) {
        return StreamSupport.stream(summary.get("months").spliterator(), false).toList();
    }

    private static JsonNode unpaid(long invoices, long minor) {
        return ApiTestApplication.object(
                "{\"invoices\":%d,\"amount\":%s}".formatted(invoices, roubles(minor)), JsonNode.class);
    }

    private static JsonNode month(String month, long invoices, long billed, long paid) {
        return month(month, invoices, billed, paid, 0);
    }

    private static JsonNode month(String month, long invoices, long billed, long paid, long refunded) {
        return ApiTestApplication.object(
                "{\"month\":\"%s\",\"invoices\":%d,\"billed\":%s,\"paid\":%s,\"refunded\":%s}"
                        .formatted(month, invoices, roubles(billed), roubles(paid), roubles(refunded)),
                JsonNode.class);
    }

    private static String roubles(long minor) {
        return "{\"amount\":" + minor + ",\"currency\":\"RUB\"}";
    }

    private long issue(long minor, String until) {
        int customer = ApiTestApplication.json(admin.get("customers?branch=1&text=%D0%B0"))
                .get(0)
                .get("id")
                .asInt();
        var body = "{\"branch\":1,\"customer\":%d,\"earlier\":\"KEEP\",\"amount\":%s,\"payUntil\":%s}"
                .formatted(customer, roubles(minor), until);
        return ApiTestApplication.json(admin.post("invoices", body)).get("id").asLong();
    }

    private void refund(long invoice, String amount) {
        application.the(Billing.class).refund(new InvoiceId(invoice), Money.of(amount, "RUB"), Actor.bank("sandbox"));
    }

    private void pay(long invoice, String amount) {
        application
                .the(Billing.class)
                .book(
                        new InvoiceId(invoice),
                        new ReceivedPayment(Money.of(amount, "RUB"), LocalDate.parse("2026-09-10")),
                        Actor.SYSTEM);
    }
}
