package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsAeroSimulatorTest extends SimulatorFixture {

    private final SmsAeroSimulator aero = new SmsAeroSimulator("school@s.ru", "key", messages, callbacks);
    private final Sender sender = senderTo(aero, Sender.basic("school@s.ru", "key"));

    @Test
    void answers_as_in_the_documents() {
        var answer = send("79161234567", "Счет", "SMS Aero");

        assertThat(answer.json()).isEqualTo(Json.read("""
                        {"success":true,"data":{"id":12345,"from":"SMS Aero","number":"79161234567","text":"Счет",
                        "status":0,"extendStatus":"queue","channel":"FREE SIGN","cost":5.49,"dateCreate":1788246000,
                        "dateSend":1788246000},"message":null}""".getBytes(StandardCharsets.UTF_8)));
        assertThat(aero.accepted())
                .singleElement()
                .extracting(CaughtMessage::id)
                .isEqualTo("12345");
    }

    @ParameterizedTest
    @CsvSource({"7916, Счет, SMS Aero, number", "79161234567, С, SMS Aero, text", "79161234567, Счет, S, sign"})
    void names_the_field_that_is_wrong(String number, String text, String sign, String field) {
        var answer = send(number, text, sign);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("success").asBoolean()).isFalse();
        assertThat(answer.json().path("data").has(field)).isTrue();
        assertThat(aero.accepted()).isEmpty();
    }

    @Test
    void refuses_a_text_of_641_characters_and_other_keys() {
        assertThat(send("79161234567", "ы".repeat(641), "SMS Aero").status()).isEqualTo(400);
        assertThat(send("79161234567", "ы".repeat(640), "SMS Aero").status()).isEqualTo(200);
        var stranger = senderTo(aero, Sender.basic("school@s.ru", "other"));
        assertThat(stranger.get("/v2/balance").status()).isEqualTo(401);
    }

    @Test
    void calls_the_address_of_the_request_back_until_it_answers_200() {
        receiver.answerNext(302, 500);
        send("79161234567", "Счет", "SMS Aero");

        var outcome =
                aero.report(aero.accepted().get(0), MessageState.DELIVERED).join();

        assertThat(outcome.attempts()).isEqualTo(3);
        assertThat(receiver.last().json().path("id").asInt()).isEqualTo(12_345);
        assertThat(receiver.last().json().path("extendStatus").asText()).isEqualTo("delivery");
        assertThat(sender.post("/v2/sms/status", "{\"id\":12345}")
                        .json()
                        .at("/data/status")
                        .asInt())
                .isEqualTo(1);
    }

    private Sender.Answer send(String number, String text, String sign) {
        var body = Json.object(
                "number", number,
                "text", text,
                "sign", sign,
                "callbackUrl", receiver.address().toString(),
                "callbackFormat", "JSON");
        return sender.post("/v2/sms/send", body.toString());
    }
}
