package org.schoolcrm.channel.sms.exolve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.HttpAnswer;

class ExolveChannelTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    private final SimulatedExolve exolve = new SimulatedExolve(MessageChannelContract.Provider.ACCEPTS);
    private final ExolveChannel channel = new ExolveChannel(exolve);
    private final ProviderAccount account = account("SCHOOL");

    @ParameterizedTest
    @CsvSource({
        "400, invalid SendRequest.Destination: value does not match regex pattern, REJECTED, ADDRESS",
        "400, invalid SendRequest.Text: value length must be at least 1, REJECTED, CONTENT",
        "400, template is not approved, REJECTED, CONTENT",
        "400, invalid SendRequest.Number: value does not match regex pattern, HELD, SENDER",
        "400, Number does not exist, HELD, SENDER",
        "400, alpha name is not registered, HELD, SENDER",
        "400, insufficient funds, HELD, BALANCE",
        "402, Payment required, HELD, BALANCE",
        "200, Unauthenticated, HELD, AUTH",
        "400, something else, RETRYABLE, NONE",
        "401, whatever, HELD, AUTH",
        "403, whatever, HELD, AUTH",
        "429, whatever, THROTTLED, PROVIDER_BUSY",
        "500, insufficient funds, UNCERTAIN, NONE"
    })
    void every_error_has_its_outcome(int status, String message, Kind kind, Cause cause) {
        var outcome = send(SimulatedExolve.error(status, message));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void an_accepted_message_has_its_number() {
        assertThat(send(HttpAnswer.of(200, "{\"message_id\":\"439166538239448536\",\"template_resource_id\":136519}")))
                .isEqualTo(SendOutcome.accepted("439166538239448536"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"message_id\":\"\"}", "{\"message_id\":\"1\",\"error\":{}}"})
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @Test
    void the_document_is_sent_as_it_was_composed() {
        var composed = channel.compose(account, draft());
        channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);

        assertThat(new String(composed.bytes(), UTF_8))
                .isEqualTo("{\"destination\":\"79161234567\",\"number\":\"SCHOOL\",\"text\":\"Счёт\"}");
        var call = exolve.calls().get(0);
        assertThat(call.uri()).hasToString("https://api.exolve.ru/messaging/v1/SendSMS");
        assertThat(call.body()).isEqualTo(composed.bytes());
        assertThat(call.headers()).containsEntry("Authorization", "Bearer key-1");
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, DELIVERED",
        "DELIVERY_STATUS_DELIVERED, DELIVERED",
        "delivered, DELIVERED",
        "UNDELIVERED, UNDELIVERED",
        "STATUS_NOT_DELIVERED, UNDELIVERED",
        "FAILED, UNDELIVERED",
        "REJECTED, UNDELIVERED",
        "EXPIRED, UNDELIVERED",
        "SENT,",
        "QUEUED,",
        "PARTLY_DELIVERED,",
        "'',"
    })
    void only_words_that_leave_no_doubt_are_news(String status, DeliveryReceipt.Kind kind) {
        var call = call("{\"message_id\":\"7\",\"direction\":\"DIRECTION_OUTGOING\",\"delivery_status\":\"" + status
                + "\",\"date\":\"2026-09-01T09:00:10+03:00\"}");
        var receipts = channel.parse(account, call).receipts();

        assertThat(channel.verify(account, call)).isEqualTo(Verification.VERIFIED);
        assertThat(receipts.stream().map(DeliveryReceipt::kind).findFirst().orElse(null))
                .isEqualTo(kind);
        assertThat(receipts).allMatch(receipt -> receipt.at().equals(Instant.parse("2026-09-01T06:00:10Z")));
    }

    @Test
    void a_stop_word_is_a_refusal() {
        var call = call("{\"message_id\":\"8\",\"direction\":\"DIRECTION_INCOMING\",\"sender\":\"79161234567\","
                + "\"receiver\":\"79990000000\",\"text\":\"Стоп\"}");

        assertThat(channel.parse(account, call).inbound())
                .containsExactly(new InboundMessage("in:8", InboundMessage.Kind.STOP, "+79161234567", "Стоп", NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "message_id=1", "{\"message_id\":null}"})
    void what_names_no_message_is_refused(String body) {
        assertThat(channel.verify(account, call(body))).isEqualTo(Verification.REJECTED);
        assertThat(channel.parse(account, call(body)).receipts()).isEmpty();
    }

    @Test
    void a_trial_knows_the_names_that_may_send() {
        assertThat(channel.test(account).verdict()).isEqualTo(Verdict.OK);
        assertThat(channel.test(account("79161112233")).verdict()).isEqualTo(Verdict.OK);
        assertThat(channel.test(account("NOBODY")).verdict()).isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(channel.test(account("88001234567")).detail()).isEqualTo("sender");
        assertThat(new ExolveChannel(new SimulatedExolve(MessageChannelContract.Provider.REFUSES_US))
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    private SendOutcome send(HttpAnswer answer) {
        return new ExolveChannel(call -> answer)
                .send(account, new SendRequest("o-17", "+79161234567", channel.compose(account, draft())), () -> true);
    }

    private static ProviderAccount account(String sender) {
        return TestAccount.of("exolve", Map.of("apiKey", "key-1", "sender", sender));
    }

    private static MessageDraft draft() {
        return new MessageDraft("o-17", "+79161234567", "", "Счёт", NOW);
    }

    private static RawWebhook call(String body) {
        return new RawWebhook("POST", "", "", Map.of(), body.getBytes(UTF_8), "192.0.2.1", NOW);
    }
}
