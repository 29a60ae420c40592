package org.schoolcrm.channel.whatsapp.wazzup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.RetryAfter;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What Wazzup24's answer to a message means (channels.md 8.2). */
final class WazzupOutcome {

    /** Its count of our requests begins anew so often. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private WazzupOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        if (answer.isOk()) {
            return Json.readSuccess(answer)
                    .map(root -> root.path("messageId").asText())
                    .filter(id -> !id.isEmpty())
                    .map(SendOutcome::accepted)
                    .orElseGet(() -> TransportFailures.sending(answer));
        }
        if (answer.status() == 429) {
            var wait = Objects.requireNonNullElse(RetryAfter.of(answer), WINDOW);
            return SendOutcome.throttled(Cause.PROVIDER_BUSY, wait, "HTTP 429");
        }
        return Json.readAny(answer).flatMap(WazzupOutcome::refused).orElseGet(() -> TransportFailures.sending(answer));
    }

    /** Its documents give the code in one field or the other. */
    private static Optional<SendOutcome> refused(JsonNode root) {
        var error = root.path("error").asText();
        var description = root.path("description").asText();
        var words = ProviderText.of(error, description);
        return of(error, root, words).or(() -> of(description, root, words));
    }

    /** One and the same code is written {@code repeatedCrmMessageId} and {@code REPEATED_CRM_MESSAGE_ID} there. */
    private static Optional<SendOutcome> of(String code, JsonNode root, String words) {
        return switch (plain(code)) {
            case "repeatedcrmmessageid" -> outcome(Kind.ACCEPTED, Cause.NONE, words);
            case "balanceisempty", "channelnomoney" -> outcome(Kind.HELD, Cause.BALANCE, words);
            case "channelnotfound", "channelblocked", "wrongtransport", "messagesnottextfirst" ->
                outcome(Kind.HELD, Cause.SENDER, words);
            case "channelwapirejected", "channelrejected" -> outcome(Kind.HELD, Cause.BANNED, words);
            case "templaterejected" -> outcome(Kind.HELD, Cause.TEMPLATE, words);
            case "badcontact" -> outcome(Kind.REJECTED, Cause.ADDRESS, words);
            case "messagetexttoolong", "messagestoolongwaba" -> outcome(Kind.REJECTED, Cause.SIZE, words);
            case "messagestextcannotbeblank", "messagenothingtosend" -> outcome(Kind.REJECTED, Cause.CONTENT, words);
            case "messagesisspam" -> outcome(Kind.REJECTED, Cause.POLICY, words);
            case "channellimitexceeded" ->
                Optional.of(SendOutcome.throttled(Cause.PROVIDER_BUSY, Duration.ofHours(1), words));
            case "messagechannelunavailable", "messagescannotadd" -> outcome(Kind.RETRYABLE, Cause.NONE, words);
            case "invalidmessagedata", "validationerror" -> Optional.of(ofFields(root, words));
            default -> Optional.empty();
        };
    }

    private static SendOutcome ofFields(JsonNode root, String words) {
        for (var field : root.path("data").path("fields")) {
            if (field.asText().equals("chatId")) {
                return SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
            }
            if (field.asText().equals("channelId")) {
                return SendOutcome.of(Kind.HELD, Cause.SENDER, words);
            }
        }
        return SendOutcome.of(Kind.REJECTED, Cause.CONTENT, words);
    }

    static String plain(String code) {
        return code.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<SendOutcome> outcome(Kind kind, Cause cause, String words) {
        return Optional.of(SendOutcome.of(kind, cause, words));
    }
}
