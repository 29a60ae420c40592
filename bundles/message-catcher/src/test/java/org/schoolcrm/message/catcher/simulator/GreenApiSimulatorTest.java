package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreenApiSimulatorTest extends SimulatorFixture {

    private static final String ROOT = "/waInstance1101000001/";

    private final GreenApiSimulator green = new GreenApiSimulator(1_101_000_001L, "token", messages, callbacks);
    private final Sender sender = senderTo(green, "");

    @Test
    void answers_with_the_number_of_the_message() {
        var answer = send("79161234567@c.us", "Счет");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("idMessage").asText()).matches("3EB0[0-9A-F]{16}");
    }

    @ParameterizedTest
    @CsvSource({"79161234567, Счет", "'', Счет", "79161234567@c.us, ''", "+79161234567@c.us, Счет"})
    void refuses_what_is_wrong(String chat, String text) {
        var answer = send(chat, text);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).startsWith("Validation failed. Details: ");
        assertThat(green.accepted()).isEmpty();
    }

    @Test
    void refuses_other_tokens_and_instances_and_too_much_text() {
        assertThat(sender.get(ROOT + "getStateInstance/other").status()).isEqualTo(401);
        assertThat(sender.get("/waInstance1/getStateInstance/token").status()).isEqualTo(403);
        assertThat(send("79161234567@c.us", "ы".repeat(20_001)).status()).isEqualTo(400);
    }

    @Test
    void posts_states_as_in_the_documents_and_again_until_200() {
        settings();
        send("79161234567@c.us", "Счет");
        clock.pass(Duration.ofSeconds(10));
        receiver.answerNext(500, 401);

        var outcome =
                green.report(green.accepted().get(0), MessageState.DELIVERED).join();

        assertThat(outcome.attempts()).isEqualTo(3);
        assertThat(receiver.last().header("Authorization")).isEqualTo("Bearer hook-token");
        assertThat(receiver.last().json().toString())
                .isEqualTo("{\"typeWebhook\":\"outgoingMessageStatus\",\"chatId\":\"79161234567@c.us\","
                        + "\"instanceData\":{\"idInstance\":1101000001,\"wid\":\"79160000000@c.us\","
                        + "\"typeInstance\":\"whatsapp\"},\"timestamp\":1788246010,\"idMessage\":\""
                        + green.accepted().get(0).id()
                        + "\",\"status\":\"delivered\",\"sendByApi\":true}");
    }

    @Test
    void takes_messages_to_numbers_without_whatsapp_and_says_so_afterwards() {
        green.withoutAccount("79161234567");

        assertThat(send("79161234567@c.us", "Счет").status()).isEqualTo(200);
        assertThat(green.accepted())
                .singleElement()
                .extracting(CaughtMessage::state)
                .isEqualTo(MessageState.NO_ACCOUNT);
        assertThat(sender.post(ROOT + "checkWhatsapp/token", "{\"phoneNumber\":79161234567}")
                        .text())
                .isEqualTo("{\"existsWhatsapp\":false}");
    }

    @Test
    void warns_with_a_yellow_card() {
        settings();

        green.yellowCard().join();

        assertThat(receiver.last().json().path("stateInstance").asText()).isEqualTo("yellowCard");
        assertThat(sender.get(ROOT + "getStateInstance/token").text()).isEqualTo("{\"stateInstance\":\"yellowCard\"}");
    }

    @Test
    void passes_replies_on() {
        settings();

        green.reply("79161234567@c.us", "Спасибо").join();

        assertThat(receiver.last()
                        .json()
                        .at("/messageData/textMessageData/textMessage")
                        .asText())
                .isEqualTo("Спасибо");
    }

    private void settings() {
        var body = Json.object(
                "webhookUrl", receiver.address().toString(),
                "webhookUrlToken", "hook-token",
                "outgoingWebhook", "yes",
                "incomingWebhook", "yes");
        assertThat(sender.post(ROOT + "setSettings/token", body.toString()).text())
                .isEqualTo("{\"saveSettings\":true}");
    }

    private Sender.Answer send(String chat, String text) {
        var body = Json.object("chatId", chat, "message", text, "linkPreview", true);
        return sender.post(ROOT + "sendMessage/token", body.toString());
    }
}
