package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.itests.application.TestServer;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Invoices over the API, as the screens and integrators use it. */
class InvoiceApiTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");

    private static TestDatabase database;
    private static TestApplication application;
    private static TestServer server;
    private static TestServer.ApiClient admin;

    @BeforeAll
    static void open() {
        database = TestDatabase.postgres();
        application = TestApplication.still(database, NOON, 60);
        server = application.server();
        admin = server.user(1);
    }

    @AfterAll
    static void close() {
        server.close();
        application.close();
        database.close();
    }

    @Test
    @DisplayName("the same Idempotency-Key and body answer the same, byte for byte, and issue one invoice")
    void a_repeated_request_issues_once() {
        int customer = customer(0);
        var body = manual(customer, 150000);

        var first = admin.post("invoices", body, "Idempotency-Key", "k-1");
        var second = admin.post("invoices", body, "Idempotency-Key", "k-1");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(json(admin.get("invoices?branch=1&customer=" + customer)).get("items"))
                .hasSize(1);
    }

    @Test
    void a_key_used_for_something_else_is_refused() {
        int customer = customer(1);
        admin.post("invoices", manual(customer, 150000), "Idempotency-Key", "k-2");

        var other = admin.post("invoices", manual(customer, 150001), "Idempotency-Key", "k-2");
        var elsewhere = admin.post("operation-reports", "{\"branch\":1,\"matching\":{}}", "Idempotency-Key", "k-2");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("key-reused");
        assertThat(elsewhere.statusCode()).isEqualTo(409);
        assertThat(server.user(2)
                        .post("invoices", manual(customer(2), 1), "Idempotency-Key", "k-2")
                        .statusCode())
                .as("another caller's keys are other keys")
                .isEqualTo(201);
    }

    @Test
    void sixteen_repetitions_at_once_issue_one_invoice() throws Exception {
        int customer = customer(3);
        var body = manual(customer, 70000);
        var pool = Executors.newFixedThreadPool(16);
        try {
            Callable<String> press =
                    () -> admin.post("invoices", body, "Idempotency-Key", "k-3").body();
            var answers = new HashSet<String>();
            for (var done : pool.invokeAll(Collections.nCopies(16, press))) {
                answers.add(done.get());
            }
            assertThat(answers).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(json(admin.get("invoices?branch=1&customer=" + customer)).get("items"))
                .hasSize(1);
    }

    @Test
    void a_refusal_keeps_no_key() {
        int customer = customer(4);
        assertThat(admin.post("invoices", manual(customer, 0), "Idempotency-Key", "k-4")
                        .statusCode())
                .isEqualTo(422);

        assertThat(admin.post("invoices", manual(customer, 100), "Idempotency-Key", "k-4")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void who_has_seen_an_older_state_changes_nothing() {
        var invoice = issue(customer(5), 150000);
        var path = "invoices/" + invoice.get("id").asLong();
        var tag = admin.get(path).headers().firstValue("ETag").orElseThrow();

        assertThat(admin.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        var stale = admin.post(path + "/archive", "", "If-Match", "\"older\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(json(admin.get(path)).get("status").asText()).isEqualTo("AWAITING_PAYMENT");

        assertThat(admin.post(path + "/archive", "", "If-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(admin.get(path).headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
    }

    @Test
    @DisplayName("R060 the list narrows, sorts and goes on from a cursor")
    void the_list_narrows_sorts_and_goes_on() {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            ids.add(issue(customer(10 + i), 1000 - i).get("id").asLong());
        }

        var seen = new ArrayList<Long>();
        var query = "invoices?branch=1&method=MANUAL&sort=amount&limit=2&issuedFrom=2026-09-10&issuedTo=2026-09-10";
        var page = json(admin.get(query));
        while (true) {
            page.get("items").forEach(one -> seen.add(one.get("id").asLong()));
            if (page.get("next").isNull()) {
                break;
            }
            page = json(admin.get(query + "&cursor=" + page.get("next").asText()));
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(ids);
        assertThat(seen.indexOf(ids.get(4))).isLessThan(seen.indexOf(ids.get(0)));
        assertThat(json(admin.get("invoices?branch=1&issuedFrom=2026-09-11")).get("items"))
                .isEmpty();
        assertThat(json(admin.get("invoices?branch=1&customer=" + customer(10)))
                        .at("/items/0/customerName")
                        .asText())
                .isNotEmpty();
    }

    @Test
    @DisplayName("R061 R063 R067 R068 R070 R071 a bulk archive ends in a report with the exact messages")
    void a_bulk_archive_ends_in_a_report() {
        var paid = issue(customer(20), 500).get("id").asLong();
        var archived = issue(customer(21), 500).get("id").asLong();
        var unpaid = issue(customer(22), 500).get("id").asLong();
        application
                .the(Billing.class)
                .book(
                        new InvoiceId(paid),
                        new ReceivedPayment(Money.of("5", "RUB"), LocalDate.parse("2026-09-10")),
                        Actor.SYSTEM);
        admin.post("invoices/" + archived + "/archive", "");

        var report = json(admin.post(
                "operation-reports",
                "{\"branch\":1,\"invoices\":[" + paid + "," + archived + "," + unpaid + ",999999999]}"));
        assertThat(report.get("finishedAt").isNull()).isTrue();
        application.work("invoice-archive");

        var path = "operation-reports/" + report.get("id");
        var over = json(admin.get(path));
        assertThat(List.of(
                        over.get("total").asInt(),
                        over.get("done").asInt(),
                        over.get("refused").asInt()))
                .containsExactly(4, 1, 3);
        var messages = new ArrayList<String>();
        json(admin.get(path + "/rows", "Accept-Language", "ru"))
                .get("items")
                .forEach(row -> messages.add(row.get("message").asText()));
        assertThat(messages)
                .containsExactly(
                        "Статус: Данный счет оплачен, его нельзя архивировать",
                        "Статус: Уже в архиве",
                        "null",
                        "Такого счета нет");
        assertThat(admin.get(path + "/export?format=csv", "Accept-Language", "ru")
                        .body())
                .contains("Статус: Уже в архиве");
        assertThat(admin.get("operation-reports?branch=1").body()).contains("\"id\":" + report.get("id"));
        assertThat(json(admin.get("invoices/" + unpaid)).get("status").asText()).isEqualTo("ARCHIVED");
    }

    @Test
    @DisplayName("R062 all invoices that match a filter are archived, and no others")
    void all_that_match_are_archived() {
        var branch2 = json(admin.post(
                "invoices",
                "{\"branch\":2,\"customer\":" + customerOf(2, 0) + ",\"amount\":{\"amount\":7,\"currency\":\""
                        + currencyOf2() + "\"}}"));
        var one = json(admin.post("operation-reports", "{\"branch\":2,\"matching\":{\"statuses\":[\"PAID\"]}}"));
        var all = json(admin.post("operation-reports", "{\"branch\":2,\"matching\":{}}"));
        application.work("invoice-archive");

        assertThat(json(admin.get("operation-reports/" + one.get("id")))
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(json(admin.get("operation-reports/" + all.get("id")))
                        .get("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(admin.get("invoices/" + branch2.get("id")))
                        .get("status")
                        .asText())
                .isEqualTo("ARCHIVED");
        assertThat(admin.post("operation-reports", "{\"branch\":2,\"invoices\":[1],\"matching\":{}}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R065 R069 nothing un-archives an invoice")
    void nothing_un_archives() {
        var document = json(admin.get("openapi.json"));
        var operations = new ArrayList<String>();
        document.get("paths").fieldNames().forEachRemaining(operations::add);

        assertThat(operations).noneMatch(path -> path.contains("unarchive") || path.contains("restore"));
        var id = issue(customer(23), 500).get("id").asLong();
        admin.post("invoices/" + id + "/archive", "");
        var again = admin.post("invoices/" + id + "/archive", "", "Accept-Language", "ru");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).get("title").asText()).isEqualTo("Статус: Уже в архиве");
    }

    @Test
    @DisplayName("R011 exactly three ways to calculate; R015 a forecast takes no amount")
    void three_ways_to_calculate() {
        var methods = new ArrayList<String>();
        json(admin.get("openapi.json"))
                .at("/components/schemas/ManualInvoiceRequest/properties/method/enum")
                .forEach(one -> methods.add(one.asText()));

        assertThat(methods).containsExactlyInAnyOrder("MANUAL", "FORECAST", "SUBSCRIPTION_COST");
        var refused = admin.post(
                "invoices",
                "{\"branch\":1,\"customer\":" + customer(24)
                        + ",\"method\":\"FORECAST\",\"amount\":{\"amount\":1,\"currency\":\"RUB\"}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"amount\"", "amount-is-forecast");
    }

    @Test
    @DisplayName("R002 invoices come from people and from runs of mailings, and from nowhere else")
    void invoices_come_from_people_and_from_runs() {
        var mailing = json(admin.get("mailings?branch=1")).at("/items/0");
        issue(customer(27), 500);
        admin.post("mailings/" + mailing.get("id") + "/runs", "");
        application.work("mailing-run", "mailing-page");

        var methods = new HashSet<String>();
        json(admin.get("invoices?branch=1&limit=500"))
                .get("items")
                .forEach(one -> methods.add(one.get("method").asText()));
        assertThat(methods)
                .contains("MANUAL", mailing.at("/settings/what/method").asText());
        var creating = new ArrayList<String>();
        for (var path : json(admin.get("openapi.json")).get("paths").properties()) {
            if (path.getValue().has("post") && path.getKey().matches("/(invoices|mailings/\\{id}/runs)")) {
                creating.add(path.getKey());
            }
        }
        assertThat(creating).containsExactlyInAnyOrder("/invoices", "/mailings/{id}/runs");
    }

    @Test
    @DisplayName("R040 the list and the invoice carry the link to copy")
    void an_invoice_carries_its_link() {
        var invoice = issue(customer(28), 500);

        assertThat(invoice.get("link").asText()).matches("https?://[^/]+/i/[A-Za-z0-9_-]{22}");
        assertThat(json(admin.get("invoices/" + invoice.get("id"))).get("link")).isEqualTo(invoice.get("link"));
    }

    @Test
    void a_call_to_the_bank_that_is_refused_gives_its_key_back() {
        var invoice = issue(customer(29), 50000).get("id").asLong();
        application.the(Acquiring.class).start(new InvoiceId(invoice), "http://localhost/i/x");
        var payment =
                json(admin.get("payments?invoice=" + invoice)).at("/items/0").get("id");
        var body = "{\"amount\":{\"amount\":50000,\"currency\":\"RUB\"},\"reason\":\"Отказ\"}";

        var first = admin.post("payments/" + payment + "/refunds", body, "Idempotency-Key", "r-1");
        var second = admin.post("payments/" + payment + "/refunds", body, "Idempotency-Key", "r-1");

        assertThat(first.body()).contains("not-paid");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void a_person_says_what_became_of_a_refund_of_which_the_bank_does_not_tell() {
        var invoice = issue(customer(31), 50000).get("id").asLong();
        var paid = pay(invoice);
        var lost = new Refund(
                new RefundId(7700),
                paid.id(),
                "lost-refund",
                Money.of("200", "RUB"),
                Money.of("0", "RUB"),
                RefundStatus.UNKNOWN,
                null,
                "Отказ",
                "",
                NOON.minus(Duration.ofDays(2)),
                ReceiptStatus.LATE);
        application
                .the(Transactions.class)
                .run(() -> application.the(RefundStore.class).add(lost));
        var shown = json(admin.get("payments?invoice=" + invoice)).at("/items/0/refunds/0");
        assertThat(shown.get("awaitsDecision").asBoolean()).isTrue();
        assertThat(shown.get("receipt").asText()).isEqualTo("LATE");
        assertThat(json(admin.get("payments?invoice=" + invoice))
                        .at("/items/0/receipt")
                        .asText())
                .isEqualTo("NONE");

        var refunds = "payments/" + paid.id() + "/refunds";
        var word = "{\"wentBack\":true,\"reason\":\"Видно в кабинете банка\"}";
        var another = "{\"amount\":{\"amount\":20000,\"currency\":\"RUB\"},\"reason\":\"Отказ\"}";
        assertThat(admin.post(refunds, another).body()).contains("refund-under-way", "укажите");
        assertThat(admin.post(refunds + "/404/decisions", word).body()).contains("refund-unknown");
        var decided = json(admin.post(refunds + "/7700/decisions", word)).at("/items/0");

        assertThat(decided.at("/refunds/0/status").asText()).isEqualTo("DONE");
        assertThat(decided.at("/refunds/0/awaitsDecision").asBoolean()).isFalse();
        assertThat(decided.at("/refunded/amount").asLong()).isEqualTo(20000);
        assertThat(admin.post(refunds + "/7700/decisions", word).body()).contains("refund-settled");
    }

    private static PaymentAttempt pay(long invoice) {
        var id = new InvoiceId(invoice);
        application.the(Acquiring.class).start(id, "http://localhost/i/x");
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update sandbox_order set state = 'PAID' where order_id in"
                    + " (select order_id from payment_attempt where invoice_id = " + invoice + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        application.the(Acquiring.class).follow(id);
        return application.the(AttemptStore.class).latestOf(id).orElseThrow();
    }

    @Test
    @DisplayName("edge: unpaid older invoice: whoever asks for the same money again is warned, and may replace it")
    void an_unpaid_invoice_is_warned_of_and_can_be_replaced() {
        int customer = customer(25);
        var first = issue(customer, 500);

        var warned = admin.post("invoices", manual(customer, 600));
        assertThat(warned.statusCode()).isEqualTo(409);
        assertThat(warned.body())
                .contains("unpaid-invoice-exists", first.get("number").asText());

        var next = json(admin.post(
                "invoices", manual(customer, 600).replace("{\"branch\"", "{\"earlier\":\"REPLACE\",\"branch\"")));
        assertThat(next.get("status").asText()).isEqualTo("AWAITING_PAYMENT");
        assertThat(json(admin.get("invoices/" + first.get("id"))).get("status").asText())
                .isEqualTo("ARCHIVED");
    }

    @Test
    @DisplayName("R004 the staff sees at once whether an invoice can be paid online")
    void whether_an_invoice_can_be_paid_online_is_known_when_it_is_issued() {
        var invoice = issue(customer(27), 500).get("id");

        assertThat(json(admin.get("payments/readiness?invoice=" + invoice))
                        .get("readiness")
                        .asText())
                .isEqualTo("READY");
        assertThat(admin.get("payments/readiness?invoice=999999999").body()).contains("invoice-unknown");
    }

    @Test
    void exports_are_files() {
        issue(customer(26), 500);

        var csv = admin.get("invoices/export?branch=1", "Accept-Language", "ru");
        var xlsx = admin.get("invoices/export?branch=1&format=xlsx");

        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"invoices.csv\"");
        assertThat(csv.body()).startsWith("\uFEFFНомер;").contains("не задан");
        assertThat(xlsx.body()).startsWith("PK");
        assertThat(admin.get("invoices/export?branch=1&format=doc").statusCode())
                .isEqualTo(400);
    }

    private static JsonNode issue(int customer, long amount) {
        return json(admin.post(
                "invoices", manual(customer, amount).replace("{\"branch\"", "{\"earlier\":\"KEEP\",\"branch\"")));
    }

    private static String manual(int customer, long amount) {
        return "{\"branch\":1,\"customer\":" + customer + ",\"amount\":{\"amount\":" + amount
                + ",\"currency\":\"RUB\"}}";
    }

    private static int customer(int place) {
        return customerOf(1, place);
    }

    private static int customerOf(int branch, int place) {
        var ids = Stream.of("а", "е", "о", "и", "р", "н")
                .flatMap(letter -> {
                    var found = new ArrayList<Integer>();
                    json(admin.get("customers?branch=" + branch + "&text="
                                    + URLEncoder.encode(letter, StandardCharsets.UTF_8)))
                            .forEach(one -> found.add(one.get("id").asInt()));
                    return found.stream();
                })
                .distinct()
                .sorted()
                .toList();
        return ids.get(place);
    }

    private static String currencyOf2() {
        return application
                .the(Branches.class)
                .find(new BranchId(2))
                .orElseThrow()
                .currency()
                .getCurrencyCode();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
