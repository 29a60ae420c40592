package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.whatsapp.cloud.CloudChannel;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.message.catcher.simulator.Callbacks;
import org.schoolcrm.message.catcher.simulator.CaughtMessages;
import org.schoolcrm.message.catcher.simulator.SimulatorServer;
import org.schoolcrm.message.catcher.simulator.WhatsAppCloudSimulator;
import org.schoolcrm.runtime.JdkHttpExchange;
import org.schoolcrm.runtime.PublicAddressPolicy;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.Site;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A school connects WhatsApp Cloud: its texts are shown to Meta, and nothing goes before Meta has approved them. */
class ApprovedTemplateTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TOKEN = "a-permanent-token-of-meta";

    private final TestDatabase database = TestDatabase.h2();
    private final TestApplication application =
            TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 20);
    private final JdkHttpExchange http = new JdkHttpExchange(new PublicAddressPolicy(true));
    private final WhatsAppCloudSimulator meta = new WhatsAppCloudSimulator(
            "10651065",
            "10221022",
            TOKEN,
            "secret",
            null,
            new CaughtMessages(Clock.systemUTC()),
            Callbacks.withoutWaiting());
    private final SimulatorServer simulator = SimulatorServer.start(0, meta);
    private final TestServer server = application.server();
    private final TestServer.ApiClient admin = server.user(1);
    private ProviderAccount account;

    @BeforeEach
    void an_account_with_meta() {
        application.offer(MessageChannel.class, new CloudChannel(this::exchange, application.the(Site.class)));
        account = application
                .the(ProviderAccounts.class)
                .connect(
                        new BranchId(1),
                        "whatsapp-cloud",
                        "WhatsApp школы",
                        Map.of(
                                "phoneNumberId", "10651065",
                                "businessAccountId", "10221022",
                                "token", TOKEN,
                                "appSecret", "secret",
                                "verifyToken", "verify-token",
                                "language", "ru",
                                "freeText", "no"),
                        new ProviderTerms(0, null, null, true),
                        Actor.SYSTEM);
    }

    @AfterEach
    void close() {
        server.close();
        simulator.close();
        application.close();
        database.close();
    }

    @Test
    void a_text_is_shown_to_meta_and_its_mailing_is_switched_on_once_it_is_approved() {
        var template = template();
        assertThat(state(template)).isEqualTo("UNKNOWN");
        var tag = admin.get("templates/" + template).headers().firstValue("ETag");

        application.work("template-approval");
        assertThat(state(template)).isEqualTo("PENDING");
        assertThat(admin.get("templates/" + template).headers().firstValue("ETag"))
                .as("who edits a text meanwhile is not disturbed")
                .isEqualTo(tag);
        assertThat(meta.templates())
                .anySatisfy(shown -> assertThat(shown)
                        .containsEntry("status", "PENDING")
                        .containsEntry("text", "Здравствуйте, {{1}}! К оплате {{2}} (кнопка ниже) до 5 числа."));
        var refused = admin.post("mailings", mailing(template));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("how.template", "template-not-approved");

        decide("APPROVED", null);
        assertThat(state(template)).isEqualTo("APPROVED");
        assertThat(admin.post("mailings", mailing(template)).statusCode()).isEqualTo(201);
        var health =
                json(admin.get("provider-accounts/" + account.id() + "/health").body());
        assertThat(health.at("/templates/APPROVED").asInt()).isPositive();
        assertThat(health.at("/templates/PENDING").asInt()).isZero();
    }

    @Test
    void what_meta_refuses_is_on_the_list_of_what_people_have_to_settle() {
        var template = template();
        application.work("template-approval");
        decide("REJECTED", "INVALID_FORMAT");

        var shown = json(admin.get("templates/" + template).body()).at("/approvals/0");
        assertThat(shown.get("state").asText()).isEqualTo("REFUSED");
        assertThat(shown.get("detail").asText()).isEqualTo("REJECTED: INVALID_FORMAT");
        assertThat(shown.get("accountName").asText()).isEqualTo("WhatsApp школы");
        assertThat(admin.get("attentions?branch=1").body()).contains("template.refused", "template:" + template);
    }

    private void decide(String event, String reason) {
        meta.templates().forEach(one -> meta.review(one.get("name"), "ru", event, reason));
        application.the(SettableClock.class).advance(Duration.ofMinutes(6));
        application.work("template-approval");
    }

    private String state(long template) {
        var one = json(admin.get("templates/" + template).body());
        assertThat(json(admin.get("templates?branch=1&limit=500").body()).get("items"))
                .contains(one);
        return one.at("/approvals/0/state").asText();
    }

    private long template() {
        var answer = admin.post(
                "templates",
                "{\"branch\":1,\"method\":\"SMS\",\"name\":\"Счёт\",\"subject\":\"\",\"body\":"
                        + "\"Здравствуйте, {customer.name}! К оплате {bill.amount_url} до 5 числа.\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer.body()).get("id").asLong();
    }

    private String mailing(long template) {
        var settings = (ObjectNode) json(admin.get("mailings?branch=1").body())
                .at("/items/0/settings")
                .deepCopy();
        settings.put("active", true);
        ((ObjectNode) settings.get("how")).put("method", "SMS").put("template", template);
        ((ObjectNode) settings.get("how")).putNull("chain");
        return "{\"branch\":1,\"settings\":" + settings + "}";
    }

    /** Meta's host is the simulator's. */
    private HttpAnswer exchange(HttpCall call) {
        var uri = call.uri();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var there = URI.create(simulator.address(meta) + uri.getRawPath() + query);
        return http.send(
                new HttpCall(call.method(), there, call.headers(), call.body(), call.timeout(), call.answerLimit()));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
