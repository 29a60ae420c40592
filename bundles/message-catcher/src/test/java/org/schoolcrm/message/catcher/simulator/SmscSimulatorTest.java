package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmscSimulatorTest extends SimulatorFixture {

    private static final String LONG_RUSSIAN =
            "Анна, счет за декабрь: 5 600 рублей. Оплатить: https://s.ru/i/m6PlVwiVJSwDCYjSiPNOj";

    private final SmscSimulator smsc = new SmscSimulator("school", "secret", "key-1", messages, callbacks);
    private final Sender sender = senderTo(smsc, "");

    @BeforeEach
    void fillAccount() {
        smsc.balance("519.50");
    }

    @Test
    void answers_as_in_the_documents() {
        var answer = sender.postForm(
                "/sys/send.php",
                "login",
                "school",
                "psw",
                "secret",
                "phones",
                "79161234567",
                "mes",
                LONG_RUSSIAN,
                "charset",
                "utf-8",
                "fmt",
                "3",
                "cost",
                "3",
                "id",
                "1234");

        assertThat(answer.json())
                .isEqualTo(Json.read("{\"id\":1234,\"cnt\":2,\"cost\":\"9.20\",\"balance\":\"510.30\"}"
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(smsc.accepted()).singleElement().satisfies(message -> {
            assertThat(message.recipient()).isEqualTo("79161234567");
            assertThat(message.text()).isEqualTo(LONG_RUSSIAN);
            assertThat(message.content().parts()).isEqualTo(2);
            assertThat(message.reference()).isEqualTo("1234");
        });
    }

    @Test
    void takes_json_with_a_key_and_numbers_messages_itself() {
        var answer = sender.post("/rest/send/", "{\"apikey\":\"key-1\",\"phones\":\"79161234567\",\"mes\":\"Привет\"}");

        assertThat(answer.json().path("id").asInt()).isEqualTo(1_234);
        assertThat(answer.json().path("cnt").asInt()).isEqualTo(1);
        assertThat(answer.json().has("cost")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "login,  wrong,  2, authorise error",
        "phones, 123,    7, invalid number",
        "phones, '',     1, parameters error",
        "mes,    '',     1, parameters error",
        "id,     0,      1, parameters error",
        "sender, a sender that is too long, 6, message is denied"
    })
    void refuses_what_is_wrong(String field, String value, int code, String text) {
        var form = Forms.of(
                "login",
                "school",
                "psw",
                "secret",
                "phones",
                "79161234567",
                "mes",
                "Привет",
                "charset",
                "utf-8",
                "fmt",
                "3");
        form.put(field, value);
        var answer = sender.send(
                "POST",
                "/sys/send.php",
                "application/x-www-form-urlencoded",
                new String(Forms.write(form), StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("error_code").asInt()).isEqualTo(code);
        assertThat(answer.json().path("error").asText()).isEqualTo(text);
        assertThat(smsc.accepted()).isEmpty();
    }

    @Test
    void refuses_a_text_of_more_than_a_thousand_characters() {
        assertThat(send("ы".repeat(1_001)).json().path("error_code").asInt()).isEqualTo(1);
        assertThat(send("ы".repeat(1_000)).json().path("cnt").asInt()).isEqualTo(15);
    }

    @Test
    void refuses_the_same_request_within_a_minute_and_takes_it_afterwards() {
        send("Привет");

        assertThat(send("Привет").text()).isEqualTo("{\"error\":\"duplicate request\",\"error_code\":9}");
        clock.pass(Duration.ofMinutes(1));
        assertThat(send("Привет").json().has("id")).isTrue();
        assertThat(smsc.accepted()).hasSize(2);
    }

    @Test
    void says_when_the_money_is_gone() {
        smsc.balance("4.59");

        var answer = send("Привет").json();

        assertThat(answer.path("error_code").asInt()).isEqualTo(3);
        assertThat(answer.path("id").asInt()).isPositive();
    }

    @Test
    void reads_windows_1251_unless_told_otherwise() {
        var text = URLEncoder.encode("Привет", Charset.forName("windows-1251"));
        sender.send(
                "POST",
                "/sys/send.php",
                "application/x-www-form-urlencoded",
                "login=school&psw=secret&phones=79161234567&mes=" + text);

        assertThat(smsc.accepted())
                .singleElement()
                .extracting(CaughtMessage::text)
                .isEqualTo("Привет");
    }

    @Test
    void calls_the_handler_with_checksums_and_answers_for_the_status() {
        smsc.handler(receiver.address(), "word");
        send("Привет");

        var message = smsc.accepted().get(0);
        var outcome = smsc.report(message, MessageState.DELIVERED).join();

        var form = receiver.last().parameters();
        assertThat(outcome).isEqualTo(new Callbacks.Outcome(1, true, 200));
        assertThat(form)
                .containsEntry("id", message.id())
                .containsEntry("status", "1")
                .containsEntry("err", "0");
        assertThat(form)
                .containsEntry("sha1", Digests.hex("SHA-1", message.id() + ":79161234567:1:word"))
                .containsEntry("md5", Digests.hex("MD5", message.id() + ":79161234567:1:word"));
        var status = sender.postForm(
                "/sys/status.php",
                "login",
                "school",
                "psw",
                "secret",
                "phone",
                "79161234567",
                "id",
                message.id(),
                "fmt",
                "3",
                "charset",
                "utf-8");
        assertThat(status.json().path("status").asInt()).isEqualTo(1);
    }

    @Test
    void answers_for_several_messages_with_a_list() {
        send("Привет");
        var message = smsc.accepted().get(0);

        var one = statuses(message.id() + ",", "79161234567,");
        var two = statuses(message.id() + ",77", "79161234567,79160000000");
        var torn = statuses(message.id() + ",77", "79161234567");

        assertThat(one).hasSize(1);
        assertThat(one.get(0).path("id").asText()).isEqualTo(message.id());
        assertThat(one.get(0).path("status").asInt()).isZero();
        assertThat(two).extracting(status -> status.path("status").asInt()).containsExactly(0, -3);
        assertThat(torn.path("error_code").asInt()).isEqualTo(1);
    }

    private JsonNode statuses(String ids, String phones) {
        return sender.postForm(
                        "/sys/status.php",
                        "login",
                        "school",
                        "psw",
                        "secret",
                        "phone",
                        phones,
                        "id",
                        ids,
                        "fmt",
                        "3",
                        "charset",
                        "utf-8")
                .json();
    }

    @Test
    void calls_again_until_the_handler_answers() {
        smsc.handler(receiver.address(), "word");
        receiver.answerNext(500, 503);
        send("Привет");

        var outcome =
                smsc.report(smsc.accepted().get(0), MessageState.UNDELIVERED).join();

        assertThat(outcome.attempts()).isEqualTo(3);
        assertThat(receiver.received())
                .extracting(ProviderCall::text)
                .containsOnly(receiver.last().text());
    }

    @Test
    void passes_replies_on() {
        smsc.handler(receiver.address(), "word");

        smsc.reply("79161234567", "STOP").join();

        assertThat(receiver.last().parameters()).containsEntry("mes", "STOP").containsEntry("phone", "79161234567");
    }

    private Sender.Answer send(String text) {
        return sender.postForm(
                "/sys/send.php",
                "login",
                "school",
                "psw",
                "secret",
                "phones",
                "79161234567",
                "mes",
                text,
                "charset",
                "utf-8",
                "fmt",
                "3");
    }
}
