package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.kit.HookSecret;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.telegram.TelegramChannel;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.itests.crash.Rows;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A customer binds a chat in Telegram by a link from the card or from an invoice, and what the school writes comes there. */
class BoundChatTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TOKEN = "1000000001:" + "Test-".repeat(7);

    private final TestDatabase database = TestDatabase.h2();
    private final TestApplication application =
            TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 20);
    private final List<JsonNode> sent = new ArrayList<>();
    private final List<String> registered = new ArrayList<>();
    private final TestServer server = application.server();
    private final TestServer.ApiClient admin = server.user(1);
    private ProviderAccount bot;
    private int customer;
    private int updates;

    @BeforeEach
    void a_bot_and_a_customer() {
        application.offer(
                MessageChannel.class,
                new TelegramChannel(call -> answer(call.uri(), new String(call.body(), StandardCharsets.UTF_8))));
        bot = application
                .the(ProviderAccounts.class)
                .connect(
                        CENTRE,
                        "telegram",
                        "Бот школы",
                        Map.of("bot", "school_bot", "token", TOKEN, "inbound", "webhook"),
                        ProviderTerms.USUAL,
                        Actor.SYSTEM);
        customer = json(admin.get("customers?branch=1&text=%D0%B0"))
                .findValues("id")
                .get(0)
                .asInt();
    }

    @AfterEach
    void close() {
        server.close();
        application.close();
        database.close();
    }

    @Test
    void the_link_of_the_card_binds_the_chat_of_whoever_opens_it_first() {
        assertThat(chats().at("/channels")).extracting(JsonNode::asText).containsExactly("telegram");
        var invitation = invite();
        assertThat(invitation.get("code").asText()).startsWith("data:image/svg+xml;base64,");
        assertThat(Instant.parse(invitation.get("until").asText())).isEqualTo(now().plus(Duration.ofHours(24)));

        opens(777, tokenOf(invitation));

        assertThat(chats().findValuesAsText("chat")).containsExactly("777");
        assertThat(texts("777"))
                .singleElement()
                .asString()
                .contains("Готово!", "Школа „Старт“", "/stop")
                .doesNotContain(nameOfCustomer());
        assertThat(json(admin.get("audit-records?branch=1")).findValuesAsText("action"))
                .contains("chat.invited", "chat.bound");
    }

    @Test
    void a_used_or_old_link_binds_nobody_and_says_how_to_get_another() {
        var used = tokenOf(invite());
        opens(777, used);
        opens(888, used);
        var old = tokenOf(invite());
        application.the(SettableClock.class).advance(Duration.ofHours(24));
        opens(999, old);
        opens(1000, "A".repeat(32));

        assertThat(chats().findValuesAsText("chat")).containsExactly("777");
        for (var stranger : List.of("888", "999", "1000")) {
            assertThat(texts(stranger)).as(stranger).singleElement().asString().contains("Эта ссылка уже не действует");
        }
    }

    @Test
    void whoever_tries_links_is_answered_once_an_hour() {
        for (int i = 0; i < 5; i++) {
            opens(888, String.valueOf(i).repeat(32));
        }

        assertThat(texts("888")).hasSize(1);
    }

    @Test
    void nothing_that_is_stored_opens_a_link() {
        var token = tokenOf(invite());
        opens(777, token);

        for (var column : List.of(
                "select token_hash as kept from chat_invitation",
                "select text as kept from inbound_message",
                "select raw_sealed as kept from provider_call",
                "select concat(was, became, subject) as kept from audit_record")) {
            assertThat(Rows.of(database.dataSource(), column))
                    .isNotEmpty()
                    .noneMatch(row -> String.valueOf(row.get("kept")).contains(token));
        }
    }

    @Test
    void an_invoice_offers_it_and_the_link_is_made_when_it_is_opened() {
        var invoice = issue();
        var page = PageTestApplication.document(server.payer("GET", "/i/" + invoice));
        var line = page.select("a[href$=/telegram]");
        assertThat(line.text()).isEqualTo("Получать счета в Telegram");

        var answer = server.payer("GET", line.attr("href"));
        var there = answer.headers().firstValue("Location").orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(there).startsWith("https://t.me/school_bot?start=");
        opens(777, there.substring(there.indexOf('=') + 1));

        assertThat(chats().findValuesAsText("chat")).containsExactly("777");
    }

    @Test
    void without_a_bot_the_invoice_offers_nothing_and_the_link_in_a_message_leads_to_the_invoice() {
        var invoice = issue();
        application
                .the(ProviderAccounts.class)
                .change(bot.id(), "Бот", false, bot.settings(), ProviderTerms.USUAL, Actor.SYSTEM);

        var page = PageTestApplication.document(server.payer("GET", "/i/" + invoice));
        assertThat(page.select("a[href$=/telegram]")).isEmpty();
        var answer = server.payer("GET", "/i/" + invoice + "/telegram");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/i/" + invoice);
    }

    @Test
    void what_is_unbound_is_gone_from_the_card_and_can_be_bound_again() {
        opens(777, tokenOf(invite()));
        var id = chats().at("/chats/0/binding/id").asText();

        assertThat(admin.send("DELETE", "chats/" + id, "").statusCode()).isEqualTo(204);
        assertThat(admin.send("DELETE", "chats/" + id, "").statusCode()).isEqualTo(404);
        assertThat(chats().at("/chats")).isEmpty();

        opens(777, tokenOf(invite()));
        assertThat(chats().findValuesAsText("chat")).containsExactly("777");
    }

    @Test
    void whoever_writes_stop_is_shown_so_until_he_opens_a_link_again() {
        opens(777, tokenOf(invite()));
        says(777, "/stop");
        assertThat(chats().at("/chats/0/refused").asBoolean()).isTrue();

        opens(777, tokenOf(invite()));

        assertThat(chats().at("/chats/0/refused").asBoolean()).isFalse();
    }

    @Test
    void whoever_binds_a_chat_agrees_to_be_written_to_there() {
        var withdrawn = "{\"branch\":1,\"customer\":%d,\"channel\":\"telegram\",\"consent\":\"WITHDRAWN\"}";
        admin.post("consents", withdrawn.formatted(customer));
        opens(777, tokenOf(invite()));

        assertThat(json(admin.get("consents?branch=1&customer=" + customer)).findValuesAsText("consent"))
                .containsExactly("GIVEN");
    }

    @Test
    void a_group_that_became_a_supergroup_keeps_its_bindings() {
        opens(-42, tokenOf(invite()));

        tell("\"migrate_to_chat_id\":-10042", -42);

        assertThat(chats().findValuesAsText("chat")).containsExactly("-10042");
    }

    @Test
    void the_bot_is_told_every_day_where_to_call_us() {
        assertThat(registered).hasSize(1);
        application.work("provider-registration");
        application.the(SettableClock.class).advance(Duration.ofDays(1));
        application.work("provider-registration");

        assertThat(registered).hasSize(3).allMatch(body -> body.contains("/hooks/messages/telegram/"));
    }

    private HttpAnswer answer(URI uri, String body) {
        if (uri.getPath().endsWith("/setWebhook")) {
            registered.add(body);
            return HttpAnswer.of(200, "{\"ok\":true,\"result\":true}");
        }
        sent.add(json(body));
        return HttpAnswer.of(
                200,
                "{\"ok\":true,\"result\":{\"message_id\":" + sent.size() + ",\"chat\":{\"id\":"
                        + sent.get(sent.size() - 1).get("chat_id") + "}}}");
    }

    private List<String> texts(String chat) {
        return sent.stream()
                .filter(one -> one.get("chat_id").asText().equals(chat))
                .map(one -> one.get("text").asText())
                .toList();
    }

    private JsonNode invite() {
        var answer = admin.post(
                "chats/invitations", "{\"branch\":1,\"customer\":" + customer + ",\"channel\":\"telegram\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    private static String tokenOf(JsonNode invitation) {
        var link = invitation.get("link").asText();
        assertThat(link).matches("https://t\\.me/school_bot\\?start=[A-Za-z0-9_-]{32}");
        return link.substring(link.indexOf('=') + 1);
    }

    private JsonNode chats() {
        return json(admin.get("chats?branch=1&customer=" + customer));
    }

    private void opens(long chat, String token) {
        says(chat, "/start " + token);
    }

    private void says(long chat, String text) {
        tell("\"text\":\"" + text + "\"", chat);
    }

    private void tell(String what, long chat) {
        var update = "{\"update_id\":" + ++updates + ",\"message\":{\"message_id\":" + updates + ",\"date\":"
                + now().getEpochSecond() + ",\"chat\":{\"id\":" + chat + ",\"type\":\"private\"}," + what + "}}";
        var answer = server.bank(
                "POST",
                "/hooks/messages/telegram/" + bot.hookKey(),
                update.getBytes(StandardCharsets.UTF_8),
                "X-Telegram-Bot-Api-Secret-Token",
                HookSecret.of(bot, TOKEN));
        assertThat(answer.statusCode()).isEqualTo(200);
        for (int second = 0; second < 3; second++) {
            application.the(SettableClock.class).advance(Duration.ofSeconds(2));
            application.work("provider-calls", "message-heart", "message-dispatch");
        }
    }

    private String issue() {
        var body = """
                {"branch":1,"customer":%d,"account":0,"method":"MANUAL","amount":{"amount":150000,"currency":"RUB"},
                 "periodBegin":"%s","periodEnd":"2026-09-30","payFrom":null,"payUntil":null,
                 "repeatable":false,"earlier":"KEEP","subject":null,"lessonType":null,"applyDiscounts":true}
                """.formatted(customer, LocalDate.parse("2026-09-10"));
        var link = json(admin.post("invoices", body).body())
                .findValuesAsText("link")
                .get(0);
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private String nameOfCustomer() {
        return json(admin.get("customers?branch=1&text=%D0%B0"))
                .findValuesAsText("name")
                .get(0);
    }

    private Instant now() {
        return application.the(SettableClock.class).now();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
