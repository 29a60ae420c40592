package org.schoolcrm.channel.sms.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

class TwilioCallbackTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    /** As published with Twilio's own library for Java, in its test of the validator. */
    private static final FormFields PUBLISHED = FormFields.of(
            "Digits", "1234",
            "CallSid", "CA1234567890ABCDE",
            "To", "+18005551212",
            "Caller", "+14158675309",
            "From", "+14158675309");

    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
    private static final String JSON_DIGEST = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private final TwilioChannel channel = new TwilioChannel(
            new SimulatedTwilio(MessageChannelContract.Provider.ACCEPTS),
            path -> URI.create("https://school.test" + path));
    private final ProviderAccount account = account("12345");

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php,     RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:443/myapp.php, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "https://mycompany.com/myapp.php,     kvajT1Ptam85bY51eRf/AJRuM3w=",
        "https://mycompany.com:443/myapp.php, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "http://mycompany.com:80/myapp.php,   0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com/myapp.php,      0ZXoZLH/DfblKGATFgpif+LLRf4="
    })
    void published_signatures_of_forms_are_right_with_and_without_the_port(URI address, String signature) {
        var query = "foo=1&bar=2";

        assertThat(TwilioSignature.isRight(address, query, PUBLISHED, "", "12345", signature))
                .isTrue();
        assertThat(TwilioSignature.isRight(address, query, PUBLISHED, "", "12346", signature))
                .isFalse();
        assertThat(TwilioSignature.isRight(address, query, PUBLISHED.with("x", ""), "", "12345", signature))
                .isFalse();
        assertThat(TwilioSignature.isRight(address, "foo=1", PUBLISHED, "", "12345", signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "foo=1&bar=2&bodySHA256=, a9nBmqA0ju/hNViExpshrM61xv4=",
        "bodySHA256=,             y77kIzt2vzLz71DgmJGsen2scGs="
    })
    void published_signatures_of_documents_are_right_for_that_document_alone(String query, String signature) {
        var uri = URI.create("https://mycompany.com/myapp.php");
        var digest = query + JSON_DIGEST;
        var none = FormFields.of();

        assertThat(TwilioSignature.isRight(uri, digest, none, JSON, "12345", signature))
                .isTrue();
        assertThat(TwilioSignature.isRight(uri, digest, none, JSON.replace("value", "valve"), "12345", signature))
                .isFalse();
    }

    @Test
    void a_call_is_verified_by_the_address_that_twilio_was_told() {
        var call = call("MessageSid", "SM1", "MessageStatus", "delivered");

        assertThat(channel.verify(account, call)).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(account("another"), call)).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(account, new RawWebhook("POST", "", "", Map.of(), call.body(), "192.0.2.1", NOW)))
                .isEqualTo(Verification.REJECTED);
        var strange = new RawWebhook("POST", "", "a=|{ ", call.headers(), call.body(), "192.0.2.1", NOW);
        assertThat(channel.verify(account, strange)).isEqualTo(Verification.REJECTED);
        var rotated = TestAccount.of("twilio", Map.of("authToken", "new", "authTokenPrevious", "12345"));
        assertThat(channel.verify(rotated, call)).isEqualTo(Verification.VERIFIED);
    }

    @Test
    void nothing_is_said_to_who_wrote() {
        var reply = channel.acknowledge(account, call(), Verification.VERIFIED);

        assertThat(reply.contentType()).isEqualTo("text/xml");
        assertThat(reply.body()).endsWith("<Response/>");
    }

    @ParameterizedTest
    @CsvSource({
        "queued, '',, NONE",
        "accepted, '',, NONE",
        "sending, '',, NONE",
        "sent, '',, NONE",
        "odd, '',, NONE",
        "delivered, '', DELIVERED, NONE",
        "read, '', READ, NONE",
        "canceled, '', UNDELIVERED, NONE",
        "undelivered, 30003, UNDELIVERED, NONE",
        "undelivered, 30004, UNDELIVERED, NONE",
        "undelivered, 30005, UNDELIVERED, ADDRESS",
        "undelivered, 30006, UNDELIVERED, NONE",
        "undelivered, 30007, UNDELIVERED, POLICY",
        "undelivered, 21610, UNDELIVERED, RECIPIENT_REFUSES",
        "failed, 30002, UNDELIVERED, BANNED",
        "failed, 30008, UNDELIVERED, NONE"
    })
    void only_final_statuses_are_news(String status, String error, Kind kind, Cause cause) {
        var receipts = channel.parse(account, call("MessageSid", "SM1", "MessageStatus", status, "ErrorCode", error))
                .receipts();

        assertThat(receipts.stream().map(DeliveryReceipt::kind).findFirst().orElse(null))
                .isEqualTo(kind);
        assertThat(receipts)
                .allMatch(receipt -> receipt.cause() == cause
                        && receipt.eventKey().equals("SM1:" + status)
                        && receipt.detail().contains(error));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP, STOP",
        "Stop, '', STOP",
        "whatever, STOP, STOP",
        "START, START, RESUMED",
        "HELP, HELP, TEXT",
        "Thanks, '', TEXT"
    })
    void what_people_write_is_handed_on(String text, String type, InboundMessage.Kind kind) {
        var call = call(
                "MessageSid", "SM7", "SmsStatus", "received", "From", "+79161234567", "Body", text, "OptOutType", type);

        assertThat(channel.parse(account, call).inbound())
                .containsExactly(new InboundMessage("in:SM7", kind, "+79161234567", text, NOW));
    }

    @Test
    void messages_are_asked_about_one_by_one() {
        var receipts = channel.poll(
                account, List.of(accepted("SM1"), accepted("SM2"), accepted("SM3"), accepted("../Balance")));

        assertThat(receipts)
                .containsExactly(new DeliveryReceipt(
                        "SM1:undelivered",
                        "SM1",
                        null,
                        Kind.UNDELIVERED,
                        Cause.NONE,
                        "30003: undelivered",
                        Instant.parse("2026-09-01T06:00:10Z")));
    }

    private static AcceptedMessage accepted(String sid) {
        return new AcceptedMessage("o-1", sid, "+79161234567", NOW);
    }

    private static ProviderAccount account(String token) {
        return TestAccount.of("twilio", Map.of("accountSid", SimulatedTwilio.ACCOUNT, "authToken", token));
    }

    /** Signed with the token 12345. */
    private static RawWebhook call(String... fields) {
        var form = FormFields.of(fields);
        var text = new StringBuilder("https://school.test/hooks/messages/twilio/hook-1");
        form.fields().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(field -> text.append(field.name()).append(field.value()));
        var signature = Base64.getEncoder()
                .encodeToString(Signing.hmacSha1("12345", text.toString().getBytes(UTF_8)));
        return new RawWebhook(
                "POST",
                "",
                "",
                Map.of("x-twilio-signature", signature),
                form.encode().getBytes(UTF_8),
                "192.0.2.1",
                NOW);
    }
}
