package org.schoolcrm.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.RetryAfter;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.telegram.TelegramApi.Reply;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What Telegram's answer to a message means (channels.md 9.2): the code first, then the words. */
final class TelegramOutcome {

    private static final int LONGEST_PAUSE = 86_400;

    private TelegramOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        var reply = new Reply(answer);
        var number = reply.result().flatMap(TelegramOutcome::number);
        if (number.isPresent()) {
            return SendOutcome.accepted(number.get());
        }
        return reply.error()
                .filter(error -> answer.status() < 500 && code(error) < 500)
                .map(error -> refused(error, answer))
                .orElseGet(() -> TransportFailures.sending(answer));
    }

    /** The number of the supergroup that a group has become. */
    static Optional<String> movedTo(HttpAnswer answer) {
        return new Reply(answer)
                .error()
                .map(error -> error.path("parameters").path("migrate_to_chat_id"))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asText);
    }

    /** Numbers of messages are counted in each chat anew. */
    private static Optional<String> number(JsonNode message) {
        var number = message.path("message_id");
        return number.isIntegralNumber()
                ? Optional.of(message.path("chat").path("id").asText() + ":" + number.asText())
                : Optional.empty();
    }

    private static SendOutcome refused(JsonNode error, HttpAnswer answer) {
        var said = error.path("description").asText();
        var words = ProviderText.of("" + code(error), said);
        var lower = said.toLowerCase(Locale.ROOT);
        return switch (code(error)) {
            case 401, 404 -> SendOutcome.of(Kind.HELD, Cause.AUTH, words);
            case 403 ->
                SendOutcome.of(
                        Kind.REJECTED, lower.contains("deleted") ? Cause.ADDRESS : Cause.RECIPIENT_REFUSES, words);
            case 429 -> SendOutcome.throttled(Cause.PROVIDER_BUSY, pause(error, answer), words);
            case 400 -> malformed(lower, words);
            default -> SendOutcome.of(Kind.RETRYABLE, words);
        };
    }

    private static SendOutcome malformed(String lower, String words) {
        if (has(lower, "chat not found", "user not found", "peer_id_invalid", "chat_id is empty", "chat was deleted")) {
            return SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
        }
        if (has(lower, "too long", "too_long")) {
            return SendOutcome.of(Kind.REJECTED, Cause.SIZE, words);
        }
        if (has(lower, "can't parse entities", "text is empty", "must be non-empty")) {
            return SendOutcome.of(Kind.REJECTED, Cause.CONTENT, words);
        }
        if (has(lower, "rights to send", "chat_write_forbidden", "chat_restricted")) {
            return SendOutcome.of(Kind.REJECTED, Cause.RECIPIENT_REFUSES, words);
        }
        if (has(lower, "button url", "button_url_invalid")) {
            return SendOutcome.of(Kind.HELD, words);
        }
        return SendOutcome.of(Kind.RETRYABLE, words);
    }

    /** A second more than it says, because its clock is not ours; a day at most. */
    private static @Nullable Duration pause(JsonNode error, HttpAnswer answer) {
        var seconds = error.path("parameters").path("retry_after");
        return seconds.isIntegralNumber()
                ? Duration.ofSeconds(Math.min(Math.max(seconds.asLong(), 0), LONGEST_PAUSE) + 1)
                : RetryAfter.of(answer);
    }

    private static int code(JsonNode error) {
        return error.path("error_code").asInt();
    }

    private static boolean has(String lower, String... parts) {
        return Stream.of(parts).anyMatch(lower::contains);
    }
}
