package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceOpenings;
import org.schoolcrm.billing.core.OpenedInvoices;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.itests.application.TestServer;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Mailings over the API, from the form to the last message. */
class MailingApiTest {

    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");

    private static TestDatabase database;
    private static TestApplication application;
    private static TestServer server;
    private static TestServer.ApiClient admin;
    private static JsonNode mailing;

    @BeforeAll
    static void open() {
        database = TestDatabase.postgres();
        application = TestApplication.still(database, NOON, 60);
        server = application.server();
        admin = server.user(1);
        mailing = json(admin.get("mailings?branch=1")).at("/items/0");
    }

    @AfterAll
    static void close() {
        server.close();
        application.close();
        database.close();
    }

    @Test
    @DisplayName("R080 R081 R121 a mailing is added with what, when and how, and shows its next five slots")
    void a_mailing_is_added_and_shows_its_next_slots() {
        var settings = (ObjectNode) mailing.get("settings").deepCopy();
        settings.put("name", "Каждый день").put("active", true);
        settings.set("when", json("{\"frequency\":\"DAILY\",\"time\":\"10:00\",\"day\":null,\"dayOfMonth\":null}"));

        var added = json(admin.post("mailings", "{\"branch\":1,\"settings\":" + settings + "}"));

        assertThat(added.get("settings").fieldNames()).toIterable().contains("what", "when", "how");
        assertThat(added.get("next")).hasSize(5);
        assertThat(json(admin.get("mailings/" + added.get("id")))
                        .at("/settings/name")
                        .asText())
                .isEqualTo("Каждый день");

        settings.set("when", json("{\"frequency\":\"WEEKLY\",\"time\":\"10:00\",\"day\":null,\"dayOfMonth\":null}"));
        var refused = admin.post("mailings", "{\"branch\":1,\"settings\":" + settings + "}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("when.day");
    }

    @Test
    @DisplayName("R133 R134 templates of e-mail and of SMS are kept apart, and the editor knows every tag to mark")
    void templates_and_their_tags() {
        for (var method : List.of("EMAIL", "SMS")) {
            var subject = method.equals("EMAIL") ? "Счет" : "";
            admin.post(
                    "templates",
                    "{\"branch\":1,\"method\":\"" + method + "\",\"name\":\"Новый " + method + "\",\"subject\":\""
                            + subject + "\",\"body\":\"{customer.name} {bill.url}\"}");
        }
        var byMethod = new ArrayList<String>();
        json(admin.get("templates?branch=1&limit=500"))
                .get("items")
                .forEach(one -> byMethod.add(
                        one.get("method").asText() + " " + one.get("name").asText()));
        var tags = new ArrayList<String>();
        json(admin.get("templates/tags?branch=1"))
                .forEach(tag -> tags.add(tag.get("name").asText()));

        assertThat(byMethod).contains("EMAIL Новый EMAIL", "SMS Новый SMS");
        assertThat(tags).contains("customer.name", "bill.url", "customer.bills.amount_subject_url");
    }

    @Test
    @DisplayName("a run is watched, exported and its messages are looked after until its channel comes")
    void a_run_and_its_messages() {
        var run = json(admin.post("mailings/" + mailing.get("id") + "/runs", ""));
        application.work("mailing-run", "mailing-page");

        var progress = json(admin.get("runs/" + run.get("id")));
        assertThat(progress.get("billed").asInt()).isPositive();
        assertThat(progress.get("channelAbsent").asBoolean()).isTrue();
        var csv = admin.get("runs/" + run.get("id") + "/export?format=csv", "Accept-Language", "ru");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains("run-" + run.get("id") + ".csv"));
        assertThat(csv.body()).contains("Счет выставлен", "Результат");
        assertThat(admin.get("runs/" + run.get("id") + "/export?format=xlsx").body())
                .startsWith("PK");

        var messages = json(admin.get("messages?branch=1&state=PENDING&run=" + run.get("id") + "&limit=3"))
                .get("items");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(0).get("waitsFor").asText()).isEqualTo("CHANNEL");
        assertThat(messages.get(0).get("customerName").asText()).isNotEmpty();
        opensOnItselfOnItsMessageAndInTheFunnel(messages.get(0), run.get("id").asLong());
        var id = messages.get(0).at("/message/id");
        assertThat(admin.post("messages/" + id + "/resend", "").statusCode()).isEqualTo(409);
        var channel = json(admin.get("channels?branch=1")).get(0);
        assertThat(channel.get("present").asBoolean()).isFalse();
        assertThat(channel.at("/messages/PENDING").asInt()).isPositive();
        assertThat(admin.post("channels/email/releases", "{\"branch\":1}").statusCode())
                .isEqualTo(409);
    }

    private static void opensOnItselfOnItsMessageAndInTheFunnel(JsonNode line, long run) {
        var invoice = line.at("/message/invoices/0").asLong();
        assertThat(json(admin.get("invoices/" + invoice)).get("openedAt").isNull())
                .isTrue();
        assertThat(line.get("openedAt").isNull()).isTrue();

        open(invoice);

        assertThat(json(admin.get("invoices/" + invoice)).get("openedAt").asText())
                .isEqualTo("2026-09-10T09:00:00Z");
        var opened = new ArrayList<String>();
        json(admin.get("messages?branch=1&state=PENDING&run=" + run + "&limit=3"))
                .get("items")
                .forEach(one -> opened.add(one.get("openedAt").asText()));
        assertThat(opened).containsOnlyOnce("2026-09-10T09:00:00Z");
        var funnel = json(admin.get("runs/" + run)).get("funnel");
        assertThat(funnel.get("issued").asLong()).isGreaterThan(1);
        assertThat(funnel.get("opened").asLong()).isEqualTo(1);
        assertThat(funnel.get("paid").asLong()).isZero();
    }

    private static void open(long invoice) {
        var openings = (OpenedInvoices) application.the(InvoiceOpenings.class);
        openings.opened(
                application.the(Billing.class).link(new InvoiceId(invoice)).replaceAll(".*/", ""));
        openings.flush();
    }

    @Test
    void a_run_of_a_cost_that_its_ceiling_does_not_allow_needs_a_persons_word() {
        var settings = (ObjectNode) mailing.get("settings").deepCopy();
        ((ObjectNode) settings.get("what")).put("reissue", true);
        ((ObjectNode) settings.get("what")).set("limits", json("{\"cost\":50000}"));
        var words = "{\"branch\":1,\"method\":\"SMS\",\"name\":\"Коротко\",\"subject\":\"\",\"body\":\"{bill.url}\"}";
        var how = (ObjectNode) settings.get("how");
        how.put("method", "SMS")
                .set("template", json(admin.post("templates", words)).get("id"));
        var ceiling = json(admin.post("mailings", "{\"branch\":1,\"settings\":" + settings + "}"));
        var address = "mailings/" + ceiling.get("id");

        var dry = json(admin.post(address + "/dry-runs", "{\"on\":\"2026-09-10\"}"));
        assertThat(dry.get("aboveCeiling").asBoolean()).isTrue();
        assertThat(dry.at("/costs/0/channel").asText()).isEqualTo("sms");
        assertThat(dry.at("/costs/0/messages").asInt()).isPositive();
        assertThat(dry.at("/costs/0/cost").isNull()).isTrue();
        var refused = admin.post(address + "/runs", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("cost-unknown", "500\u00a0₽");

        var run = json(admin.post(address + "/runs?anyCost=true", ""));
        assertThat(run.get("state").asText()).isEqualTo("PLANNING");
        assertThat(admin.post("runs/" + run.get("id") + "/stop", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_run_names_accounts_and_what_waits_can_be_cancelled() {
        var settings = (ObjectNode) mailing.get("settings").deepCopy();
        ((ObjectNode) settings.get("what")).put("reissue", true).put("scope", "ALL");
        ((ObjectNode) settings.at("/how/reminders")).set("days", json("[3]"));
        var all = json(admin.post("mailings", "{\"branch\":1,\"settings\":" + settings + "}"));
        var run = json(admin.post("mailings/" + all.get("id") + "/runs", "")).get("id");
        application.work("mailing-run", "mailing-page");

        var named = new ArrayList<String>();
        json(admin.get("runs/" + run + "/entries?limit=500")).get("items").forEach(entry -> {
            if (entry.get("account").asLong() != 0) {
                named.add(entry.get("accountName").asText());
            }
        });
        assertThat(named).isNotEmpty().noneMatch(String::isBlank);
        assertThat(admin.get("runs/" + run + "/export?format=csv", "Accept-Language", "ru")
                        .body())
                .contains(named.get(0));

        var message = json(admin.get("messages?branch=1&state=PENDING&run=" + run + "&limit=1"))
                .get("items")
                .get(0)
                .at("/message/id");
        assertThat(json(admin.post("messages/" + message + "/cancel", ""))
                        .at("/message/state")
                        .asText())
                .isEqualTo("CANCELLED");
        assertThat(admin.post("messages/" + message + "/cancel", "").statusCode())
                .isEqualTo(409);
        int waiting = json(admin.get("runs/" + run)).get("remindersWaiting").asInt();
        assertThat(json(admin.post("runs/" + run + "/stop-reminders", ""))
                        .get("stopped")
                        .asInt())
                .isEqualTo(waiting)
                .isPositive();
        assertThat(admin.post("runs/" + run + "/stop-reminders", "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void what_cannot_be_read_is_refused_at_its_field() {
        var settings = (ObjectNode) mailing.get("settings").deepCopy();
        for (var days : List.of("[null]", "[1.5]", "[2147483648]", "[\"3\"]")) {
            ((ObjectNode) settings.at("/how/reminders")).set("days", json(days));
            var refused = admin.post("mailings", "{\"branch\":1,\"settings\":" + settings + "}");
            assertThat(refused.statusCode()).as(days).isIn(400, 422);
            assertThat(json(refused.body()).at("/fields/0/field").asText())
                    .as(days)
                    .isEqualTo("settings.how.reminders.days[0]");
        }
    }

    @Test
    void a_template_may_be_as_long_as_it_says_itself() {
        var template = "{\"branch\":1,\"method\":\"EMAIL\",\"name\":\"Длинный\",\"subject\":\"Счет\",\"body\":\"%s\"}";
        var link = "{bill.url}";

        assertThat(admin.post("templates", template.formatted(link + "я".repeat(100_000 - link.length())))
                        .statusCode())
                .isEqualTo(201);
        assertThat(admin.post("templates", template.formatted(link + "я".repeat(200_000)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("a moment that no calendar has is refused by its name")
    void a_moment_that_no_calendar_has_is_refused() {
        for (var asOf : List.of("%2B1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z")) {
            var refused = admin.get("forecasts?branch=1&customer=11&asOf=" + asOf);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("asOf");
        }
    }

    @Test
    void the_stop_list_is_seen_and_changed() {
        var address = "\"branch\":1,\"channel\":\"email\",\"address\":\"stop@example.org\"";
        admin.post("suppressions", "{" + address + ",\"why\":\"Просьба\"}");
        assertThat(json(admin.get("suppressions?branch=1")).findValuesAsText("address"))
                .contains("stop@example.org");

        assertThat(json(admin.post("suppressions/removals", "{" + address + "}"))
                        .get("goOn")
                        .asInt())
                .isZero();
        assertThat(admin.post("suppressions/removals", "{" + address + "}").statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("what one branch has put on the stop list another neither sees nor takes off")
    void the_stop_list_of_a_branch_is_closed_to_others() {
        var address = "\"branch\":2,\"channel\":\"email\",\"address\":\"parent-b2@example.org\"";
        var cashier = server.user(4);
        assertThat(admin.post("suppressions", "{" + address + ",\"why\":\"Жалоба\"}")
                        .statusCode())
                .isEqualTo(204);

        assertThat(cashier.get("suppressions?branch=1").body()).doesNotContain("parent-b2@example.org");
        assertThat(admin.post("suppressions/removals", "{" + address.replace(":2,", ":1,") + "}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(admin.get("suppressions?branch=2").body()).contains("parent-b2@example.org");
        assertThat(cashier.post("suppressions/removals", "{" + address.replace(":2,", ":0,") + "}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("a template that a mailing uses stays, another is taken out of use; so is a mailing")
    void what_is_not_needed_is_deleted() {
        var used = mailing.at("/settings/how/template").asText();
        var made = json(
                admin.post(
                        "templates",
                        "{\"branch\":1,\"method\":\"EMAIL\",\"name\":\"Лишний\",\"subject\":\"Счет\",\"body\":\"{bill.url}\"}"));
        var added = json(admin.post("mailings", "{\"branch\":1,\"settings\":" + mailing.get("settings") + "}"));

        var refused = admin.send("DELETE", "templates/" + used, "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("template-in-use", mailing.at("/settings/name").asText());
        for (var place : List.of("templates/" + made.get("id"), "mailings/" + added.get("id"))) {
            assertThat(admin.send("DELETE", place, "").statusCode()).as(place).isEqualTo(204);
            assertThat(admin.get(place).statusCode()).as(place).isEqualTo(404);
        }
        assertThat(admin.get("templates?branch=1&limit=500").body()).doesNotContain("Лишний");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return ApiTestApplication.json(answer);
    }

    private static JsonNode json(String text) {
        try {
            return ApiTestApplication.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
