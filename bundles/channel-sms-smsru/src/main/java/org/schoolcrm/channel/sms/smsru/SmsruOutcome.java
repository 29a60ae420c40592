package org.schoolcrm.channel.sms.smsru;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.sms.smsru.SmsruApi.Reply;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What SMS.ru's answer to a message means (channels.md 6.2). */
final class SmsruOutcome {

    private SmsruOutcome() {}

    /** The request may be accepted and the message in it refused: both codes count. */
    static SendOutcome of(HttpAnswer answer) {
        var reply = new Reply(answer);
        var document = reply.document();
        if (document.isEmpty()) {
            return TransportFailures.sending(answer);
        }
        return reply.done()
                .map(root -> onlyMessage(root)
                        .map(SmsruOutcome::ofMessage)
                        .orElseGet(() -> SendOutcome.of(Kind.UNCERTAIN, "accepted, and nothing said of the message")))
                .orElseGet(() -> refused(reply.code(), document.get()));
    }

    private static Optional<JsonNode> onlyMessage(JsonNode root) {
        var messages = root.path("sms");
        return messages.isObject() && messages.size() == 1
                ? Optional.of(messages.elements().next())
                : Optional.empty();
    }

    private static SendOutcome ofMessage(JsonNode message) {
        int code = message.path("status_code").asInt();
        if (code != Reply.DONE) {
            return refused(code, message);
        }
        var id = message.path("sms_id").asText();
        return id.isEmpty() ? SendOutcome.of(Kind.UNCERTAIN, "accepted without a number") : SendOutcome.accepted(id);
    }

    private static SendOutcome refused(int code, JsonNode node) {
        var words =
                ProviderText.of(String.valueOf(code), node.path("status_text").asText());
        return switch (code) {
            case 200, 300, 301, 302 -> SendOutcome.of(Kind.HELD, Cause.AUTH, words);
            case 201 -> SendOutcome.of(Kind.HELD, Cause.BALANCE, words);
            case 204, 221 -> SendOutcome.of(Kind.HELD, Cause.SENDER, words);
            case 202, 207, 214 -> SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
            case 209, 215 -> SendOutcome.of(Kind.REJECTED, Cause.RECIPIENT_REFUSES, words);
            case 203, 212, 216, 217 -> SendOutcome.of(Kind.REJECTED, Cause.CONTENT, words);
            case 205 -> SendOutcome.of(Kind.REJECTED, Cause.SIZE, words);
            case 206 -> busy(Cause.PROVIDER_BUSY, Duration.ofHours(1), words);
            case 220 -> busy(Cause.PROVIDER_BUSY, null, words);
            case 230, 232 -> busy(Cause.RECIPIENT_BUSY, Duration.ofHours(6), words);
            case 231, 233 -> busy(Cause.RECIPIENT_BUSY, Duration.ofMinutes(1), words);
            case 208, 210, 211, 213 -> SendOutcome.of(Kind.HELD, words);
            default -> SendOutcome.of(Kind.UNCERTAIN, words);
        };
    }

    private static SendOutcome busy(Cause cause, @Nullable Duration wait, String words) {
        return SendOutcome.throttled(cause, wait, words);
    }
}
