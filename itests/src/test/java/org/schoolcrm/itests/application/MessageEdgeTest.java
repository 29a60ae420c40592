package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderCallStore;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.testkit.scripted.TalkingChannel;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The edge that providers of messages call, over HTTP, and what is seen of a message afterwards. */
class MessageEdgeTest {

    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static TestDatabase database;
    private static TestApplication application;
    private static TestServer server;
    private static TestServer.ApiClient admin;
    private static ProviderAccount account;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        application = TestApplication.still(database, NOON, 20);
        application.offer(MessageChannel.class, new TalkingChannel("talker", "email"));
        server = application.server();
        admin = server.user(1);
        account = application
                .the(ProviderAccounts.class)
                .connect(CENTRE, "talker", "Провайдер", Map.of(), ProviderTerms.USUAL, Actor.SYSTEM);
    }

    @AfterAll
    static void close() {
        server.close();
        application.close();
        database.close();
    }

    @Test
    @DisplayName(
            "a message is sent, delivered and read; what comes too late is noted, and what comes twice counts once")
    void the_life_of_a_message() {
        var id = sentMessage();

        assertThat(call(account, "receipt e-1 p-o-" + id + " DELIVERED").body()).isEqualTo("TAKEN");
        assertThat(call(account, "receipt e-1 p-o-" + id + " DELIVERED").statusCode())
                .isEqualTo(200);
        call(account, "receipt e-2 p-o-" + id + " READ");
        call(account, "receipt e-3 p-o-" + id + " UNDELIVERED");
        assertThat(message(id).at("/state").asText()).isEqualTo("ACCEPTED");
        assertThat(waiting()).isEqualTo(3);
        pass();

        assertThat(waiting()).isZero();
        assertThat(message(id).at("/state").asText()).isEqualTo("DELIVERED");
        assertThat(message(id).at("/delivery/sent").isNull()).isFalse();
        assertThat(message(id).at("/delivery/delivered").isNull()).isFalse();
        assertThat(message(id).at("/delivery/read").isNull()).isFalse();
        assertThat(message(id).at("/delivery/failed").isNull()).isTrue();
        var receipts = json(admin.get("messages/" + id + "/receipts"));
        assertThat(receipts.findValuesAsText("effect")).containsExactlyInAnyOrder("APPLIED", "APPLIED", "STALE");
        assertThat(server.nobody().get("messages/" + id + "/receipts").statusCode())
                .isEqualTo(401);
    }

    @Test
    void what_a_customer_writes_stands_on_the_card_and_who_refuses_is_on_the_stop_list() {
        var address = message(sentMessage()).get("address").asText();

        call(account, "inbound i-1 TEXT " + address + " Когда занятия?");
        call(account, "inbound i-2 STOP " + address + " стоп");
        pass();

        var inbound = json(admin.get("messages/inbound?branch=1&customer=" + customer()));
        assertThat(inbound.findValuesAsText("text")).containsExactly("стоп", "Когда занятия?");
        assertThat(json(admin.get("suppressions?branch=1")).findValuesAsText("address"))
                .contains(address);
        call(account, "inbound i-3 RESUMED " + address + " старт");
        pass();
        assertThat(json(admin.get("suppressions?branch=1")).findValuesAsText("address"))
                .doesNotContain(address);
    }

    @Test
    void what_is_forged_is_refused_as_the_channel_says_and_not_kept() {
        int before = waiting();
        var answer = server.bank("POST", address(account), bytes("receipt e-9 p-x DELIVERED"), "x-secret", "wrong");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(waiting()).isEqualTo(before);
    }

    @Test
    void an_address_that_nobody_was_told_leads_nowhere() {
        for (var path : new String[] {
            "/hooks/messages/talker/" + "A".repeat(24),
            "/hooks/messages/other/" + account.hookKey(),
            "/hooks/talker/" + account.hookKey(),
            "/hooks/messages/talker/",
            "/hooks/messages/talker/" + account.hookKey() + "/status/more"
        }) {
            assertThat(server.bank("POST", path, bytes("x"), "x-secret", "right")
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(server.bank("PUT", address(account), bytes("x")).statusCode())
                .isEqualTo(405);
    }

    @Test
    void many_may_be_told_of_in_one_call_and_more_than_that_is_refused_unread() {
        var many = "receipt e-%1$d p-none-%1$d DELIVERED\n";
        var call = new StringBuilder();
        for (int i = 1000; i < 16_000; i++) {
            call.append(many.formatted(i));
        }

        assertThat(call(account, call.toString()).statusCode()).isEqualTo(200);
        assertThat(call(account, "x".repeat(1024 * 1024 + 1)).statusCode()).isEqualTo(413);
        pass();
    }

    @Test
    @DisplayName("a call for an adapter that is away is kept before the provider hears 503, and counts when it is back")
    void a_call_for_an_absent_adapter_is_kept_first() {
        var id = sentMessage();
        application.without(MessageChannel.class, () -> {
            var answer = call(account, "receipt late-1 p-o-" + id + " DELIVERED");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("30");
            pass();
            assertThat(message(id).at("/state").asText()).isEqualTo("ACCEPTED");
        });
        pass();

        assertThat(message(id).at("/state").asText()).isEqualTo("DELIVERED");
    }

    private static int waiting() {
        return application
                .the(ProviderCallStore.class)
                .waiting(Set.of(account.id()), 1000)
                .size();
    }

    /** The number of a message that has just been sent to the customer. */
    private static long sentMessage() {
        int customer = customer();
        var recipients = json(admin.get("messages/recipients?branch=1&customer=" + customer));
        var email = recipients.findParents("method").stream()
                .filter(one -> one.get("method").asText().equals("EMAIL"))
                .findFirst()
                .orElseThrow();
        admin.post(
                "messages",
                MAPPER.createObjectNode()
                        .put("branch", 1)
                        .put("customer", customer)
                        .put("method", "EMAIL")
                        .put("address", email.get("address").asText())
                        .put("subject", "Тема")
                        .put("text", "Текст")
                        .toString());
        pass();
        return json(admin.get("messages?branch=1&customer=" + customer + "&limit=1"))
                .at("/items/0/message/id")
                .asLong();
    }

    /** Somebody with an e-mail. */
    private static int customer() {
        return json(admin.get("customers?branch=1&text=%D0%B0")).findValues("id").stream()
                .map(JsonNode::asInt)
                .filter(id -> admin.get("messages/recipients?branch=1&customer=" + id)
                        .body()
                        .contains("EMAIL"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode message(long id) {
        return json(admin.get("messages?branch=1&customer=" + customer())).findValues("message").stream()
                .filter(one -> one.get("id").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    private static void pass() {
        for (int second = 0; second < 3; second++) {
            application.the(SettableClock.class).advance(Duration.ofSeconds(2));
            application.work("message-heart", "message-dispatch", "provider-calls");
        }
    }

    private static HttpResponse<String> call(ProviderAccount to, String body) {
        return server.bank("POST", address(to), bytes(body), "x-secret", "right");
    }

    private static String address(ProviderAccount to) {
        return "/hooks/messages/talker/" + to.hookKey();
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
