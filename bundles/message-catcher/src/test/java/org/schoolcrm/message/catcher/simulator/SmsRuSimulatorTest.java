package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmsRuSimulatorTest extends SimulatorFixture {

    private final SmsRuSimulator smsRu = new SmsRuSimulator("API-ID-0001", Set.of("SCHOOL"), messages, callbacks);
    private final Sender sender = senderTo(smsRu, "");

    @Test
    void answers_for_each_number_as_in_the_documents() {
        var answer = sender.postForm(
                "/sms/send",
                "api_id",
                "API-ID-0001",
                "to[79161234567]",
                "text1",
                "to[74951234567]",
                "text2",
                "json",
                "1");

        assertThat(answer.json().path("status").asText()).isEqualTo("OK");
        assertThat(answer.json().path("status_code").asInt()).isEqualTo(100);
        var first = answer.json().path("sms").path("79161234567");
        assertThat(first.path("status").asText()).isEqualTo("OK");
        assertThat(first.path("status_code").asInt()).isEqualTo(100);
        assertThat(first.path("sms_id").asText()).isEqualTo("000000-10000000");
        var second = answer.json().path("sms").path("74951234567");
        assertThat(second.path("status").asText()).isEqualTo("ERROR");
        assertThat(second.path("status_code").asInt()).isEqualTo(202);
        assertThat(answer.json().path("balance").isNumber()).isTrue();
        assertThat(smsRu.accepted())
                .singleElement()
                .extracting(CaughtMessage::text)
                .isEqualTo("text1");
    }

    @Test
    void lists_the_approved_names_and_refuses_others() {
        var names = sender.postForm("/my/senders", "api_id", "API-ID-0001", "json", "1");

        assertThat(names.json().path("senders")).extracting(JsonNode::asText).containsExactly("SCHOOL");
        assertThat(code(from("SCHOOL"))).isEqualTo(100);
        assertThat(code(from("BANK"))).isEqualTo(204);
        assertThat(smsRu.accepted())
                .extracting(message -> message.route().sender())
                .containsExactly("SCHOOL");
    }

    private Sender.Answer from(String name) {
        return sender.postForm("/sms/send", "api_id", "API-ID-0001", "to[79161234567]", "x", "json", "1", "from", name);
    }

    @Test
    void refuses_a_wrong_key_a_get_and_an_unknown_method() {
        assertThat(code(sender.postForm("/sms/send", "api_id", "other", "to[79161234567]", "x")))
                .isEqualTo(200);
        assertThat(code(sender.get("/sms/send?api_id=API-ID-0001&to=79161234567&msg=x")))
                .isEqualTo(210);
        assertThat(code(sender.get("/sms/sendd?api_id=API-ID-0001"))).isEqualTo(211);
        assertThat(smsRu.accepted()).isEmpty();
    }

    @Test
    void refuses_no_text_a_text_of_nine_parts_and_the_61st_message_of_a_day() {
        assertThat(numberCode("")).isEqualTo(203);
        assertThat(numberCode("ы".repeat(67 * 8 + 1))).isEqualTo(205);
        for (int i = 0; i < 60; i++) {
            assertThat(numberCode("text " + i)).isEqualTo(100);
        }
        assertThat(numberCode("one more")).isEqualTo(230);
    }

    @Test
    void says_when_the_money_is_gone() {
        smsRu.balance("4.00");

        assertThat(numberCode("text")).isEqualTo(201);
        assertThat(smsRu.accepted()).isEmpty();
    }

    @Test
    void sends_nothing_in_test_mode() {
        var answer = sender.postForm(
                "/sms/send", "api_id", "API-ID-0001", "to[79161234567]", "text", "json", "1", "test", "1");

        assertThat(answer.json().path("sms").path("79161234567").path("sms_id").asText())
                .isNotEmpty();
        assertThat(smsRu.accepted()).isEmpty();
    }

    @Test
    void refuses_as_scripted_for_a_number_or_for_the_whole_request() {
        smsRu.behave(new Script()
                .next(Reaction.refuse(Refusal.Reason.BLOCKED), Reaction.refuse(Refusal.Reason.UNAVAILABLE)));

        assertThat(numberCode("text")).isEqualTo(209);
        assertThat(code(sender.postForm("/sms/send", "api_id", "API-ID-0001", "to[79161234567]", "x")))
                .isEqualTo(220);
        assertThat(numberCode("text")).isEqualTo(100);
    }

    @Test
    void signs_its_callbacks_like_the_vector_of_the_documents() {
        var entry = "sms_status\n000000-10000000\n103\n1788246010";

        assertThat(Digests.hex("SHA-256", "API-ID-0001" + entry))
                .isEqualTo("ec6514bd13ee7310ef453aa5fe9b2c3e158ac9467df27bf8fe0a7ca667480533");
        clock.pass(Duration.ofSeconds(10));
        smsRu.handler(receiver.address());
        numberCode("text");
        smsRu.report(smsRu.accepted().get(0), MessageState.DELIVERED).join();
        assertThat(receiver.last().parameters())
                .containsEntry("data[]", entry)
                .containsEntry("hash", "ec6514bd13ee7310ef453aa5fe9b2c3e158ac9467df27bf8fe0a7ca667480533");
    }

    @Test
    void calls_again_while_the_answer_is_not_100() {
        smsRu.handler(receiver.address());
        numberCode("text");
        receiver.close();

        var outcome =
                smsRu.report(smsRu.accepted().get(0), MessageState.DELIVERED).join();

        assertThat(outcome).isEqualTo(new Callbacks.Outcome(5, false, 0));
    }

    @Test
    void tells_costs_and_states() {
        numberCode("text");
        smsRu.report(smsRu.accepted().get(0), MessageState.UNDELIVERED).join();

        var status = sender.get("/sms/status?api_id=API-ID-0001&sms_id=000000-10000000,000000-9&json=1");
        var cost = sender.postForm("/sms/cost", "api_id", "API-ID-0001", "to[79161234567]", "ы".repeat(71));

        assertThat(status.json().at("/sms/000000-10000000/status_code").asInt()).isEqualTo(107);
        assertThat(status.json().at("/sms/000000-9/status_code").asInt()).isEqualTo(-1);
        assertThat(cost.json().path("total_sms").asInt()).isEqualTo(2);
    }

    private int numberCode(String text) {
        var answer = sender.postForm("/sms/send", "api_id", "API-ID-0001", "to[79161234567]", text, "json", "1");
        return answer.json().path("sms").path("79161234567").path("status_code").asInt();
    }

    private static int code(Sender.Answer answer) {
        return answer.json().path("status_code").asInt();
    }
}
