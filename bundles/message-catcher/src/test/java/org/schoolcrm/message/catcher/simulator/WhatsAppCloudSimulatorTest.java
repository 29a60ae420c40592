package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppCloudSimulatorTest extends SimulatorFixture {

    private final WhatsAppCloudSimulator cloud =
            new WhatsAppCloudSimulator("1065", "WABA", "token", "appsecret", null, messages, callbacks);
    private final Sender sender = senderTo(cloud, "Bearer token");

    @Test
    void sends_an_approved_template_as_in_the_documents() {
        approved();

        var answer = sendTemplate("Иван", "5 400 ₽");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("contacts").path(0))
                .isEqualTo(Json.object("input", "79161234567", "wa_id", "79161234567"));
        assertThat(answer.json().at("/messages/0/message_status").asText()).isEqualTo("accepted");
        assertThat(cloud.accepted()).singleElement().satisfies(message -> {
            assertThat(message.id())
                    .isEqualTo(answer.json().at("/messages/0/id").asText());
            assertThat(message.text()).isEqualTo("Здравствуйте, Иван! К оплате 5 400 ₽ до конца месяца.");
            assertThat(message.reference()).isEqualTo("o-1");
            assertThat(message.content().buttons())
                    .containsExactly(new Content.Button("Оплатить", "https://s.ru/i/7Kq2"));
        });
    }

    @Test
    void sends_no_template_that_is_not_approved() {
        assertThat(code(sendTemplate("Иван", "1"))).isEqualTo(132001);
        create("Здравствуйте, {{1}}! К оплате {{2}} до конца месяца.");
        assertThat(code(sendTemplate("Иван", "1"))).isEqualTo(132001);
        cloud.review("school_bill", "ru", "PAUSED", null).join();
        assertThat(code(sendTemplate("Иван", "1"))).isEqualTo(132015);
        cloud.review("school_bill", "ru", "DISABLED", null).join();
        assertThat(code(sendTemplate("Иван", "1"))).isEqualTo(132016);
        assertThat(cloud.accepted()).isEmpty();
    }

    @Test
    void wants_the_parameters_of_the_template_and_no_lines_in_them() {
        approved();

        assertThat(code(sendTemplate("Иван"))).isEqualTo(132000);
        assertThat(code(sendTemplate("Иван", "1\n2"))).isEqualTo(100);
        assertThat(code(sendTemplate("Иван", "ы".repeat(1_000)))).isEqualTo(132005);
    }

    @ParameterizedTest
    @CsvSource({"'{{1}}, к оплате {{2}} рублей'", "'К оплате {{1}}'", "''", "'Раз {{1}} два {{3}} три'"})
    void refuses_templates_that_meta_would_refuse(String body) {
        assertThat(create(body).status()).isEqualTo(400);
    }

    @Test
    void tells_of_a_review_by_webhook_and_when_asked() {
        cloud.subscribe(receiver.address(), "VT");
        assertThat(create("Здравствуйте, {{1}}! К оплате {{2}} до конца месяца.")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("PENDING");

        cloud.review("school_bill", "ru", "REJECTED", "INVALID_FORMAT").join();

        var change = receiver.last().json().at("/entry/0/changes/0");
        assertThat(change.path("field").asText()).isEqualTo("message_template_status_update");
        assertThat(change.at("/value/event").asText()).isEqualTo("REJECTED");
        assertThat(sender.get("/v21.0/WABA/message_templates?name=school_bill")
                        .json()
                        .at("/data/0/status")
                        .asText())
                .isEqualTo("REJECTED");
    }

    @Test
    void approves_by_itself_after_a_while() throws InterruptedException {
        var quick = new WhatsAppCloudSimulator("1065", "WABA", "token", "s", Duration.ofHours(1), messages, callbacks);
        quick.subscribe(receiver.address(), "VT");

        var answer = senderTo(quick, "Bearer token").post("/v21.0/WABA/message_templates", """
                {"name":"school_bill","language":"ru","category":"UTILITY",
                 "components":[{"type":"BODY","text":"Добрый день!"}]}""");

        assertThat(answer.json().path("status").asText()).isEqualTo("PENDING");
        assertThat(receiver.awaited()
                        .json()
                        .at("/entry/0/changes/0/value/event")
                        .asText())
                .isEqualTo("APPROVED");
        assertThat(quick.templates())
                .containsExactly(
                        Map.of("name", "school_bill", "language", "ru", "status", "APPROVED", "text", "Добрый день!"));
    }

    @Test
    void lets_free_text_fail_outside_the_window_of_a_reply() {
        cloud.subscribe(receiver.address(), "VT");
        sendText();
        assertThat(cloud.accepted().get(0).state()).isEqualTo(MessageState.UNDELIVERED);

        cloud.reply("79161234567", "Когда платить?").join();
        sendText();
        assertThat(cloud.accepted().get(1).state()).isEqualTo(MessageState.ACCEPTED);

        clock.pass(Duration.ofHours(24));
        sendText();
        assertThat(cloud.accepted().get(2).state()).isEqualTo(MessageState.UNDELIVERED);
    }

    @Test
    void takes_an_address_only_if_it_repeats_the_challenge() {
        assertThat(cloud.subscribe(receiver.address(), "VT")).isTrue();
        assertThat(receiver.last().query()).contains("hub.mode=subscribe").contains("hub.verify_token=VT");
        receiver.answerNext(403);
        assertThat(cloud.subscribe(receiver.address(), "VT")).isFalse();
    }

    @Test
    void signs_the_bytes_that_go_over_the_wire() {
        cloud.subscribe(receiver.address(), "VT");
        approved();
        sendTemplate("Иван", "5 400 ₽");
        receiver.answerNext(500);

        var outcome =
                cloud.report(cloud.accepted().get(0), MessageState.DELIVERED).join();

        var call = receiver.last();
        assertThat(outcome.attempts()).isEqualTo(2);
        assertThat(call.header("X-Hub-Signature-256"))
                .isEqualTo(WhatsAppCloudSimulator.signature("appsecret", call.body()));
        var status = call.json().at("/entry/0/changes/0/value/statuses/0");
        assertThat(status.path("status").asText()).isEqualTo("delivered");
        assertThat(status.path("biz_opaque_callback_data").asText()).isEqualTo("o-1");
    }

    @Test
    void escapes_what_is_not_ascii_before_it_signs() {
        cloud.subscribe(receiver.address(), "VT");

        cloud.reply("79161234567", "Привет").join();

        assertThat(receiver.last().text()).contains("\\u041F\\u0440").doesNotContain("Привет");
        assertThat(receiver.last()
                        .json()
                        .at("/entry/0/changes/0/value/messages/0/text/body")
                        .asText())
                .isEqualTo("Привет");
    }

    @ParameterizedTest
    @CsvSource({
        "secret, test, 0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914",
        "'It''s a Secret to Everybody', 'Hello, World!', 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    })
    void signs_like_the_vectors_of_the_documents(String secret, String body, String signature) {
        assertThat(WhatsAppCloudSimulator.signature(secret, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha256=" + signature);
    }

    @Test
    void reports_131026_for_numbers_without_whatsapp() {
        cloud.subscribe(receiver.address(), "VT");
        approved();
        sendTemplate("Иван", "1");

        cloud.report(cloud.accepted().get(0), MessageState.NO_ACCOUNT).join();

        var status = receiver.last().json().at("/entry/0/changes/0/value/statuses/0");
        assertThat(status.path("status").asText()).isEqualTo("failed");
        assertThat(status.at("/errors/0")).isEqualTo(Json.object("code", 131026, "title", "Message undeliverable"));
    }

    @Test
    void throttles_and_refuses_wrong_tokens_in_the_words_of_meta() {
        approved();
        cloud.behave(new Script().next(Reaction.refuse(Refusal.Reason.THROTTLED)));

        var throttled = sendTemplate("Иван", "1");

        assertThat(throttled.json().at("/error/message").asText()).isEqualTo("(#130429) Rate limit hit");
        assertThat(throttled.json().at("/error/type").asText()).isEqualTo("OAuthException");
        assertThat(code(senderTo(cloud, "Bearer other").post("/v21.0/1065/messages", "{}")))
                .isEqualTo(190);
    }

    private void approved() {
        create("Здравствуйте, {{1}}! К оплате {{2}} до конца месяца.");
        cloud.review("school_bill", "ru", "APPROVED", null).join();
    }

    private Sender.Answer create(String text) {
        var body = Json.object("type", "BODY", "text", text);
        body.set("example", Json.object("body_text", Json.array(Json.array("Иван", "1"))));
        var buttons = Json.object(
                "type",
                "BUTTONS",
                "buttons",
                Json.array(Json.object("type", "URL", "text", "Оплатить", "url", "https://s.ru/i/{{1}}")));
        var template = Json.object(
                "name", "school_bill",
                "language", "ru",
                "category", "UTILITY",
                "components", Json.array(body, buttons));
        return sender.post("/v21.0/WABA/message_templates", template.toString());
    }

    private Sender.Answer sendTemplate(String... values) {
        var parameters = Json.array();
        for (var value : values) {
            parameters.add(Json.object("type", "text", "text", value));
        }
        var button = Json.object(
                "type", "button",
                "sub_type", "url",
                "index", "0",
                "parameters", Json.array(Json.object("type", "text", "text", "7Kq2")));
        var template = Json.object(
                "name", "school_bill",
                "language", Json.object("code", "ru", "policy", "deterministic"),
                "components", Json.array(Json.object("type", "body", "parameters", parameters), button));
        var body = Json.object(
                "messaging_product", "whatsapp",
                "recipient_type", "individual",
                "to", "79161234567",
                "type", "template",
                "template", template,
                "biz_opaque_callback_data", "o-1");
        return sender.post("/v21.0/1065/messages", body.toString());
    }

    private void sendText() {
        var body = Json.object(
                "messaging_product", "whatsapp",
                "to", "79161234567",
                "type", "text",
                "text", Json.object("body", "Счет"));
        assertThat(sender.post("/v21.0/1065/messages", body.toString()).status())
                .isEqualTo(200);
    }

    private static int code(Sender.Answer answer) {
        return answer.json().at("/error/code").asInt();
    }
}
