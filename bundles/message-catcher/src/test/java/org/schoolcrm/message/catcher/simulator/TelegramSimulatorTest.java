package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramSimulatorTest extends SimulatorFixture {

    private static final String SAMPLE = """
            {"chat_id":421337,"text":"Здравствуйте, Иван &lt;b&gt;! Счёт <b>5 400 ₽</b>: \
            <a href=\\"https://s.ru/b/7Kq?x=1&amp;y=2\\">оплатить</a>","parse_mode":"HTML",\
            "link_preview_options":{"is_disabled":true},\
            "reply_markup":{"inline_keyboard":[[{"text":"Оплатить 5 400 ₽","url":"https://s.ru/b/7Kq?x=1&y=2"}]]}}""";

    private final TelegramSimulator telegram = new TelegramSimulator("1:T", "start_bot", messages, callbacks);
    private final Sender sender = senderTo(telegram, "");

    @Test
    void answers_as_in_the_documents() {
        telegram.know(421_337);

        var answer = sender.post("/bot1:T/sendMessage", SAMPLE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("ok").asBoolean()).isTrue();
        var result = answer.json().path("result");
        assertThat(result.path("message_id").asLong()).isEqualTo(7);
        assertThat(result.path("date").asLong()).isEqualTo(1_788_246_000L);
        assertThat(result.path("chat")).isEqualTo(Json.object("id", 421_337, "type", "private"));
        assertThat(result.path("text").asText()).isEqualTo("Здравствуйте, Иван <b>! Счёт 5 400 ₽: оплатить");
        assertThat(result.at("/entities/1/url").asText()).isEqualTo("https://s.ru/b/7Kq?x=1&y=2");
        assertThat(telegram.accepted())
                .singleElement()
                .satisfies(message -> assertThat(message.content().buttons())
                        .containsExactly(new Content.Button("Оплатить 5 400 ₽", "https://s.ru/b/7Kq?x=1&y=2")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>Счет</p>      | can't parse entities: Unsupported start tag \"p\" at byte offset 0",
                "Счет <b>5 400    | can't parse entities: Can't find end tag corresponding to start tag \"b\"",
                "Счет</b>         | can't parse entities: Unexpected end tag at byte offset 8",
                "<b>5<i>4</b></i> | can't parse entities: Unmatched end tag at byte offset 8, expected \"</i>\", found \"</b>\"",
                "<b               | can't parse entities: Unclosed start tag at byte offset 0",
                "<b> </b>         | message text is empty"
            })
    void refuses_what_it_cannot_read(String text, String problem) {
        telegram.know(1);

        var answer = send(1, text, "HTML");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(Json.object("ok", false, "error_code", 400, "description", "Bad Request: " + problem));
        assertThat(telegram.accepted()).isEmpty();
    }

    @Test
    void wants_reserved_characters_of_markdown_escaped() {
        telegram.know(1);

        assertThat(description(send(1, "Счет 5.", "MarkdownV2")))
                .isEqualTo("Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the"
                        + " preceding '\\'");
        assertThat(send(1, "*Счет* 5\\.", "MarkdownV2")
                        .json()
                        .at("/result/text")
                        .asText())
                .isEqualTo("Счет 5.");
    }

    @Test
    void counts_the_length_after_reading_entities() {
        telegram.know(1);

        assertThat(send(1, "<b>" + "&lt;".repeat(4_096) + "</b>", "HTML").status())
                .isEqualTo(200);
        assertThat(description(send(1, "ы".repeat(4_097), ""))).isEqualTo("Bad Request: message is too long");
    }

    @Test
    void refuses_strangers_blockers_the_deleted_and_old_groups() {
        assertThat(description(send(1, "Счет", ""))).isEqualTo("Bad Request: chat not found");
        telegram.block(1).join();
        assertThat(send(1, "Счет", "").status()).isEqualTo(403);
        assertThat(description(send(1, "Счет", ""))).isEqualTo("Forbidden: bot was blocked by the user");
        telegram.unblock(1).join();
        assertThat(send(1, "Счет", "").status()).isEqualTo(200);
        telegram.deactivate(1);
        assertThat(description(send(1, "Счет", ""))).isEqualTo("Forbidden: user is deactivated");
        telegram.migrate(-5, -1005);
        assertThat(send(-5, "Счет", "")
                        .json()
                        .at("/parameters/migrate_to_chat_id")
                        .asLong())
                .isEqualTo(-1005);
    }

    @Test
    void refuses_wrong_tokens_methods_and_buttons() {
        telegram.know(1);

        assertThat(sender.post("/bot1:X/getMe", "{}").text())
                .isEqualTo("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
        assertThat(sender.post("/bot1:T/sendMesage", "{}").status()).isEqualTo(404);
        var button =
                "{\"chat_id\":1,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"Go\",\"url\":\"no\"}]]}}";
        assertThat(description(sender.post("/bot1:T/sendMessage", button)))
                .isEqualTo("Bad Request: inline keyboard button URL 'no' is invalid: Wrong HTTP URL");
    }

    @Test
    void names_the_seconds_to_wait() {
        telegram.know(1);
        telegram.behave(new Script().next(Reaction.refuse(Refusal.Reason.THROTTLED)));

        var answer = send(1, "Счет", "");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text())
                .isEqualTo("{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 35\","
                        + "\"parameters\":{\"retry_after\":35}}");
    }

    @Test
    void posts_starts_and_blocks_to_the_webhook_with_the_secret() {
        setWebhook("A-Za-z0-9_-_1_to_256");

        telegram.start(421_337, "Иван", "c_4fQz0m1Rk2nB7xYpLw8sTA").join();

        var call = receiver.last();
        assertThat(call.header("X-Telegram-Bot-Api-Secret-Token")).isEqualTo("A-Za-z0-9_-_1_to_256");
        assertThat(call.json().path("update_id").asLong()).isEqualTo(10_001);
        assertThat(call.json().at("/message/text").asText()).isEqualTo("/start c_4fQz0m1Rk2nB7xYpLw8sTA");
        assertThat(call.json().at("/message/chat/id").asLong()).isEqualTo(421_337);
        assertThat(call.json().at("/message/entities/0"))
                .isEqualTo(Json.object("offset", 0, "length", 6, "type", "bot_command"));

        telegram.block(421_337).join();
        assertThat(receiver.last()
                        .json()
                        .at("/my_chat_member/new_chat_member/status")
                        .asText())
                .isEqualTo("kicked");
    }

    @Test
    void repeats_an_update_until_it_is_taken_and_keeps_it_meanwhile() {
        setWebhook("s");
        receiver.answerNext(500, 500);

        assertThat(telegram.start(1, "Иван", "x").join().attempts()).isEqualTo(3);
        receiver.answerNext(500, 500, 500, 500, 500);
        assertThat(telegram.write(1, "Привет").join().answered()).isFalse();
        var info = sender.get("/bot1:T/getWebhookInfo").json().path("result");
        assertThat(info.path("pending_update_count").asInt()).isEqualTo(1);
        assertThat(info.path("last_error_message").asText()).isEqualTo("Wrong response from the webhook: 500");
    }

    @Test
    void closes_a_webhook_that_is_gone() {
        setWebhook("s");
        receiver.answerNext(410);

        telegram.start(1, "Иван", "x").join();

        assertThat(sender.get("/bot1:T/getWebhookInfo").json().at("/result/url").asText())
                .isEmpty();
    }

    @Test
    void wants_a_good_secret_and_https_away_from_loopback() {
        assertThat(sender.post("/bot1:T/setWebhook", "{\"url\":\"http://crm.example/hooks\"}")
                        .status())
                .isEqualTo(400);
        assertThat(sender.post("/bot1:T/setWebhook", "{\"url\":\"https://crm.example/h\",\"secret_token\":\"ä\"}")
                        .status())
                .isEqualTo(400);
        assertThat(sender.post("/bot1:T/deleteWebhook", "{}")
                        .json()
                        .path("description")
                        .asText())
                .isEqualTo("Webhook is already deleted");
    }

    @Test
    void hands_updates_to_one_poller_until_they_are_confirmed() {
        telegram.start(1, "Иван", "x").join();

        var first = sender.get("/bot1:T/getUpdates?timeout=5").json().path("result");
        assertThat(first).hasSize(1);
        assertThat(sender.get("/bot1:T/getUpdates").json().path("result")).hasSize(1);
        long next = first.path(0).path("update_id").asLong() + 1;
        assertThat(sender.get("/bot1:T/getUpdates?offset=" + next).json().path("result"))
                .isEmpty();
        setWebhook("s");
        assertThat(sender.get("/bot1:T/getUpdates").status()).isEqualTo(409);
    }

    @Test
    void edits_what_it_sent_and_nothing_else() {
        telegram.know(1);
        send(1, "Счет", "");

        assertThat(description(edit(99, "Оплачено"))).isEqualTo("Bad Request: message to edit not found");
        assertThat(edit(7, "Оплачено").status()).isEqualTo(200);
        assertThat(description(edit(7, "Оплачено"))).startsWith("Bad Request: message is not modified");
        assertThat(telegram.accepted())
                .singleElement()
                .extracting(CaughtMessage::text)
                .isEqualTo("Оплачено");
    }

    private Sender.Answer edit(long id, String text) {
        var body = Json.object("chat_id", 1, "message_id", id, "text", text);
        return sender.post("/bot1:T/editMessageText", body.toString());
    }

    private Sender.Answer send(long chat, String text, String mode) {
        var body = Json.object("chat_id", chat, "text", text, "parse_mode", mode);
        return sender.post("/bot1:T/sendMessage", body.toString());
    }

    private void setWebhook(String secret) {
        var body = Json.object(
                "url",
                receiver.address().toString(),
                "secret_token",
                secret,
                "allowed_updates",
                Json.array("message", "my_chat_member"),
                "max_connections",
                10);
        assertThat(sender.post("/bot1:T/setWebhook", body.toString())
                        .json()
                        .path("description")
                        .asText())
                .isEqualTo("Webhook was set");
    }

    private static String description(Sender.Answer answer) {
        return answer.json().path("description").asText();
    }
}
