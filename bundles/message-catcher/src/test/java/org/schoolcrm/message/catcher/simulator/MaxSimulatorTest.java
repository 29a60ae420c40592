package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxSimulatorTest extends SimulatorFixture {

    private final MaxSimulator max = new MaxSimulator("token", "school_bot", messages, callbacks);
    private final Sender sender = senderTo(max, "token");

    @Test
    void sends_to_people_who_started_the_bot() {
        max.start(123, "Анна", "").join();

        var answer = send(123, "<b>Счет</b>", "html");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/message/body/mid").asText())
                .isEqualTo(max.accepted().get(0).id());
        assertThat(max.accepted().get(0).content().markup()).isEqualTo(Markup.HTML);
    }

    @ParameterizedTest
    @CsvSource({"html, 4001, 400", "html, 4000, 200", "xml, 10, 400", "html, 0, 400"})
    void refuses_what_is_wrong(String format, int length, int status) {
        max.know(123);

        assertThat(send(123, "ы".repeat(length), format).status()).isEqualTo(status);
        assertThat(max.accepted()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void refuses_strangers_those_who_left_and_wrong_tokens() {
        assertThat(send(123, "Счет", "html").json().path("code").asText()).isEqualTo("dialog.not.found");
        max.start(123, "Анна", "").join();
        max.stop(123).join();
        assertThat(send(123, "Счет", "html").status()).isEqualTo(403);
        assertThat(senderTo(max, "other").get("/me").status()).isEqualTo(401);
        assertThat(senderTo(max, "").get("/me?access_token=token").status()).isEqualTo(401);
    }

    @Test
    void posts_starts_with_their_payload_and_the_secret() {
        subscribe();

        max.start(123, "Анна", "c_4fQz0m1Rk2nB7xYpLw8sTA").join();

        assertThat(receiver.last().header("X-Max-Bot-Api-Secret")).isEqualTo("secret-1");
        assertThat(receiver.last().json().path("update_type").asText()).isEqualTo("bot_started");
        assertThat(receiver.last().json().path("payload").asText()).isEqualTo("c_4fQz0m1Rk2nB7xYpLw8sTA");
    }

    @Test
    void drops_a_subscription_that_never_answers() {
        subscribe();
        receiver.answerNext(500, 500, 500, 500, 500, 500, 500, 500, 500, 500);

        var outcome = max.start(123, "Анна", "x").join();

        assertThat(outcome.attempts()).isEqualTo(10);
        assertThat(sender.get("/subscriptions").json().path("subscriptions")).isEmpty();
    }

    @Test
    void wants_https_away_from_loopback() {
        assertThat(sender.post("/subscriptions", "{\"url\":\"http://crm.example/hooks\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shows_the_buttons_of_a_keyboard() {
        max.know(123);

        sender.post(
                "/messages?user_id=123",
                "{\"text\":\"Счет\",\"attachments\":[{\"type\":\"inline_keyboard\",\"payload\":{\"buttons\":[[{\"type\":\"link\","
                        + "\"text\":\"Оплатить\",\"url\":\"https://s.ru/i/1\"}]]}}]}");

        assertThat(max.accepted().get(0).content().buttons())
                .containsExactly(new Content.Button("Оплатить", "https://s.ru/i/1"));
    }

    private void subscribe() {
        var body = Json.object(
                "url", receiver.address().toString(),
                "secret", "secret-1",
                "update_types", Json.array("bot_started", "message_created", "bot_stopped"));
        assertThat(sender.post("/subscriptions", body.toString()).text()).isEqualTo("{\"success\":true}");
    }

    private Sender.Answer send(long user, String text, String format) {
        var body = Json.object("text", text, "format", format, "notify", true);
        return sender.post("/messages?user_id=" + user, body.toString());
    }
}
