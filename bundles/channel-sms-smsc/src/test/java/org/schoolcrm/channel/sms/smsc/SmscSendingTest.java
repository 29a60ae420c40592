package org.schoolcrm.channel.sms.smsc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class SmscSendingTest {

    private final ProviderAccount account =
            TestAccount.of("smsc", Map.of("login", "school", "password", "p&w", "sender", "SCHOOL"));

    @ParameterizedTest
    @CsvSource({
        "1,  HELD,      NONE",
        "2,  HELD,      AUTH",
        "3,  HELD,      BALANCE",
        "4,  THROTTLED, PROVIDER_BUSY",
        "5,  HELD,      NONE",
        "6,  REJECTED,  CONTENT",
        "7,  REJECTED,  ADDRESS",
        "8,  REJECTED,  ADDRESS",
        "9,  THROTTLED, PROVIDER_BUSY",
        "99, UNCERTAIN, NONE"
    })
    void every_code_has_its_outcome(int code, Kind kind, Cause cause) {
        var outcome = send(SimulatedSmsc.error(code));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
        assertThat(outcome.detail()).isEqualTo(code + ": words");
    }

    @Test
    void a_refused_message_with_a_number_is_refused_all_the_same() {
        var answer = "{\"error\":\"message is denied\",\"error_code\":6,\"id\":1234}";

        assertThat(send(HttpAnswer.of(200, answer)).kind()).isEqualTo(Kind.REJECTED);
    }

    @Test
    void an_accepted_message_has_its_number() {
        var answer = "{\"id\":1234,\"cnt\":2,\"cost\":\"9.20\",\"balance\":\"510.30\"}";

        assertThat(send(HttpAnswer.of(200, answer))).isEqualTo(SendOutcome.accepted("1234"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK - 1 SMS, ID - 1234",
                "<html>",
                "{}",
                "[]",
                "{\"id\":1234}",
                "{\"cnt\":1}",
                "{\"id\":1234,\"cnt\":0}",
                "{\"id\":1234,\"cnt\":1,\"error\":\"strange\"}"
            })
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @Test
    void the_form_carries_our_number_and_only_the_wire_sees_the_login() {
        var smsc = new SimulatedSmsc(MessageChannelContract.Provider.ACCEPTS);
        var channel = new SmscChannel(smsc);
        var composed = channel.compose(account, draft("o-17", "Счёт"));
        channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);

        assertThat(new String(composed.bytes(), UTF_8))
                .isEqualTo("phones=79161234567&mes=%D0%A1%D1%87%D1%91%D1%82&charset=utf-8&fmt=3&cost=3"
                        + "&id=1073741841&sender=SCHOOL");
        assertThat(smsc.calls().get(0).uri()).hasToString("https://smsc.ru/sys/send.php");
        assertThat(new String(smsc.calls().get(0).body(), UTF_8))
                .isEqualTo(new String(composed.bytes(), UTF_8) + "&login=school&psw=p%26w");
    }

    @ParameterizedTest
    @CsvSource({"o-1,          1073741825", "o-1073741823, 2147483647", "o-1073741824,", "o-0,", "test-1,", "o-17x,"})
    void our_number_is_the_rows_above_all_that_smsc_gives_itself(String reference, String number) {
        assertThat(SmscNumber.of(reference).orElse(null)).isEqualTo(number);
        if (number != null) {
            assertThat(SmscNumber.reference(number)).contains(reference);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "17", "1073741824", "2147483648", "9999999999", "x"})
    void a_number_that_is_not_ours_names_no_message(String number) {
        assertThat(SmscNumber.reference(number)).isEmpty();
    }

    @Test
    void a_thousand_characters_are_taken_and_one_more_refused() {
        var channel = new SmscChannel(call -> HttpAnswer.notSent(""));

        assertThat(channel.compose(account, draft("o-1", "ы".repeat(1000))).bytes())
                .isNotEmpty();
        assertThatThrownBy(() -> channel.compose(account, draft("o-1", "ы".repeat(1001))))
                .isInstanceOf(CompositionException.class);
    }

    private SendOutcome send(HttpAnswer answer) {
        HttpExchange http = call -> answer;
        var channel = new SmscChannel(http);
        var composed = channel.compose(account, draft("o-17", "Счёт"));
        return channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);
    }

    private static MessageDraft draft(String reference, String text) {
        return new MessageDraft(reference, "+79161234567", "", text, Instant.EPOCH);
    }
}
