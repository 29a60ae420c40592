package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WazzupSimulatorTest extends SimulatorFixture {

    private static final String CHANNEL = "e0629e11-0f67-4567-92a9-2237e91ec1b9";

    private final WazzupSimulator wazzup =
            new WazzupSimulator("key", CHANNEL, "whatsapp", "crm-key", messages, callbacks);
    private final Sender sender = senderTo(wazzup, "Bearer key");

    @Test
    void takes_a_message_once_by_its_reference() {
        var first = send(CHANNEL, "79161234567", "Счет", "o-1");
        var again = send(CHANNEL, "79161234567", "Счет", "o-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("messageId").asText()).isNotEmpty();
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().path("error").asText()).isEqualTo("repeatedCrmMessageId");
        assertThat(again.json().path("description").asText())
                .isEqualTo("You have already sent message with the same crmMessageId");
        assertThat(wazzup.accepted())
                .singleElement()
                .extracting(CaughtMessage::reference)
                .isEqualTo("o-1");
    }

    @Test
    void knows_a_reference_also_when_the_answer_was_lost() {
        wazzup.behave(new Script().next(Reaction.dropAnswer()));

        assertThat(catchThrowable(() -> send(CHANNEL, "79161234567", "Счет", "o-1")))
                .isNotNull();
        assertThat(send(CHANNEL, "79161234567", "Счет", "o-1")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("repeatedCrmMessageId");
        assertThat(wazzup.accepted()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "other, 79161234567,  Счет, CHANNEL_NOT_FOUND",
        "'',    79161234567,  Счет, INVALID_MESSAGE_DATA",
        "e0629e11-0f67-4567-92a9-2237e91ec1b9, +79161234567, Счет, INVALID_MESSAGE_DATA",
        "e0629e11-0f67-4567-92a9-2237e91ec1b9, 79161234567,  '',   MESSAGE_NOTHING_TO_SEND"
    })
    void refuses_what_is_wrong(String channel, String chat, String text, String error) {
        var answer = send(channel, chat, text, "o-1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
        assertThat(wazzup.accepted()).isEmpty();
    }

    @Test
    void refuses_too_much_text_and_other_keys() {
        assertThat(send(CHANNEL, "79161234567", "ы".repeat(10_001), "o-1")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("MESSAGE_TEXT_TOO_LONG");
        assertThat(senderTo(wazzup, "Bearer other").get("/v3/channels").status())
                .isEqualTo(401);
    }

    @Test
    void tests_the_address_before_it_takes_it() {
        receiver.answerNext(500);
        assertThat(subscribe().status()).isEqualTo(400);
        assertThat(receiver.last().text()).isEqualTo("{\"test\":true}");

        assertThat(subscribe().status()).isEqualTo(200);
    }

    @Test
    void posts_states_and_replies_with_the_key_of_the_crm() {
        subscribe();
        send(CHANNEL, "79161234567", "Счет", "o-1");
        receiver.answerNext(500);

        assertThat(wazzup.report(wazzup.accepted().get(0), MessageState.READ)
                        .join()
                        .attempts())
                .isEqualTo(2);
        assertThat(receiver.last().header("Authorization")).isEqualTo("Bearer crm-key");
        assertThat(receiver.last().json().at("/statuses/0/status").asText()).isEqualTo("read");

        wazzup.reply("79161234567", "Спасибо").join();
        assertThat(receiver.last().json().at("/messages/0/text").asText()).isEqualTo("Спасибо");
        assertThat(receiver.last().json().at("/messages/0/status").asText()).isEqualTo("inbound");
    }

    @Test
    void reports_that_a_number_has_no_whatsapp() {
        subscribe();
        send(CHANNEL, "79161234567", "Счет", "o-1");

        wazzup.report(wazzup.accepted().get(0), MessageState.NO_ACCOUNT).join();

        assertThat(receiver.last().json().at("/statuses/0/error/error").asText())
                .isEqualTo("BAD_CONTACT");
    }

    private Sender.Answer subscribe() {
        var body = Json.object(
                "webhooksUri", receiver.address().toString(),
                "subscriptions", Json.object("messagesAndStatuses", true));
        return sender.send("PATCH", "/v3/webhooks", "application/json", body.toString());
    }

    private Sender.Answer send(String channel, String chat, String text, String reference) {
        var body = Json.object(
                "channelId", channel,
                "chatType", "whatsapp",
                "chatId", chat,
                "crmMessageId", reference,
                "text", text,
                "clearUnanswered", false);
        return sender.post("/v3/message", body.toString());
    }
}
