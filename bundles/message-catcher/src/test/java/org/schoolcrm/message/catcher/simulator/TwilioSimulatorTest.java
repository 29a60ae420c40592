package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioSimulatorTest extends SimulatorFixture {

    private static final String MESSAGES = "/2010-04-01/Accounts/AC1/Messages.json";
    private static final Map<String, String> VECTOR = Map.of(
            "Digits", "1234",
            "CallSid", "CA1234567890ABCDE",
            "To", "+18005551212",
            "Caller", "+14158675309",
            "From", "+14158675309");

    private final TwilioSimulator twilio = new TwilioSimulator("AC1", "12345", messages, callbacks);
    private final Sender sender = senderTo(twilio, Sender.basic("AC1", "12345"));

    @Test
    void answers_as_in_the_documents() {
        var answer = send("+79161234567", "ы".repeat(71));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("sid").asText()).matches("SM[0-9a-f]{32}");
        assertThat(answer.json().path("status").asText()).isEqualTo("queued");
        assertThat(answer.json().path("num_segments").asText()).isEqualTo("2");
        assertThat(answer.json().path("error_code").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "To,   79161234567, 21211, Invalid 'To' Phone Number",
        "To,   '',          21604, A 'To' phone number is required.",
        "Body, '',          21602, Message body is required.",
        "MessagingServiceSid, '', 21603, A 'From' phone number is required.",
        "StatusCallback, nowhere, 21609, The 'StatusCallback' URL is not a valid URL."
    })
    void refuses_what_is_wrong(String field, String value, int code, String text) {
        var form = Forms.of("To", "+79161234567", "MessagingServiceSid", "MG1", "Body", "Счет");
        form.put(field, value);
        var answer = sender.send(
                "POST",
                MESSAGES,
                "application/x-www-form-urlencoded",
                new String(Forms.write(form), StandardCharsets.US_ASCII));

        assertThat(answer.json())
                .isEqualTo(Json.object(
                        "code",
                        code,
                        "message",
                        text,
                        "more_info",
                        "https://www.twilio.com/docs/errors/" + code,
                        "status",
                        400));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(twilio.accepted()).isEmpty();
    }

    @Test
    void refuses_other_tokens_and_too_much_text() {
        assertThat(senderTo(twilio, Sender.basic("AC1", "other"))
                        .get(MESSAGES)
                        .json()
                        .path("code")
                        .asInt())
                .isEqualTo(20003);
        assertThat(send("+79161234567", "ы".repeat(1_601)).json().path("code").asInt())
                .isEqualTo(21617);
    }

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2,     RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2,   0ZXoZLH/DfblKGATFgpif+LLRf4="
    })
    void signs_like_the_vectors_of_the_documents(String address, String signature) {
        assertThat(TwilioSimulator.signature("12345", address, VECTOR)).isEqualTo(signature);
    }

    @Test
    void signs_what_it_calls_back_and_does_not_repeat_it() {
        receiver.answerNext(500);
        send("+79161234567", "Счет");

        var outcome = twilio.report(twilio.accepted().get(0), MessageState.UNDELIVERED)
                .join();

        var form = receiver.last().parameters();
        assertThat(outcome).isEqualTo(new Callbacks.Outcome(1, false, 500));
        assertThat(form).containsEntry("MessageStatus", "undelivered").containsEntry("ErrorCode", "30003");
        assertThat(receiver.last().header("X-Twilio-Signature"))
                .isEqualTo(TwilioSimulator.signature("12345", receiver.address().toString(), form));
        assertThat(Base64.getDecoder().decode(receiver.last().header("X-Twilio-Signature")))
                .hasSize(20);
    }

    @Test
    void sends_nothing_more_to_whoever_wrote_stop_until_start() {
        twilio.incoming(receiver.address());
        send("+79161234567", "Счет");

        twilio.reply("+79161234567", "Stop").join();
        assertThat(receiver.last().parameters())
                .containsEntry("OptOutType", "STOP")
                .containsEntry("To", "MG1");
        assertThat(send("+79161234567", "Счет").json().path("code").asInt()).isEqualTo(21610);

        twilio.reply("+79161234567", "START").join();
        assertThat(send("+79161234567", "Счет").status()).isEqualTo(201);
    }

    private Sender.Answer send(String to, String text) {
        return sender.postForm(
                MESSAGES,
                "To",
                to,
                "MessagingServiceSid",
                "MG1",
                "Body",
                text,
                "StatusCallback",
                receiver.address().toString());
    }
}
