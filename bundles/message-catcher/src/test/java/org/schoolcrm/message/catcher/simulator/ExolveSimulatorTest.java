package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExolveSimulatorTest extends SimulatorFixture {

    private final ExolveSimulator exolve =
            new ExolveSimulator("key", Set.of("SCHOOL", "79160000000"), messages, callbacks);
    private final Sender sender = senderTo(exolve, "Bearer key");

    @Test
    void answers_with_a_number_of_its_own() {
        var answer = send("SCHOOL", "79161234567", "Счет");

        assertThat(answer.json().path("message_id").asText())
                .isEqualTo(exolve.accepted().get(0).id());
    }

    @ParameterizedTest
    @CsvSource({
        "74951234567, 79161234567, Счет",
        "OTHER,       79161234567, Счет",
        "SCHOOL,      74951234567, Счет",
        "SCHOOL,      9161234567,  Счет",
        "SCHOOL,      79161234567, ''"
    })
    void refuses_senders_recipients_and_texts_that_cannot_be(String from, String to, String text) {
        assertThat(send(from, to, text).status()).isEqualTo(400);
        assertThat(exolve.accepted()).isEmpty();
    }

    @Test
    void lists_its_names_but_not_its_numbers() {
        var names = sender.post("/messaging/v1/GetAlphaNames", "{}").json().path("alpha_names");

        assertThat(names).extracting(JsonNode::asText).containsExactly("SCHOOL");
    }

    @Test
    void refuses_other_keys() {
        assertThat(senderTo(exolve, "Bearer other")
                        .post("/messaging/v1/SendSMS", "{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void posts_events_until_they_are_taken() {
        exolve.events(receiver.address());
        receiver.answerNext(500);
        send("SCHOOL", "79161234567", "Счет");

        exolve.report(exolve.accepted().get(0), MessageState.DELIVERED).join();

        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.last().json().path("status").asText()).isEqualTo("DELIVERED");
    }

    private Sender.Answer send(String from, String to, String text) {
        return sender.post(
                "/messaging/v1/SendSMS",
                Json.object("number", from, "destination", to, "text", text).toString());
    }
}
