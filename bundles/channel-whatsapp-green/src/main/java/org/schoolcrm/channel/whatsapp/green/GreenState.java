package org.schoolcrm.channel.whatsapp.green;

import java.util.Optional;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;

/**
 * Whether the phone behind the account may write now (channels.md 8.3). Green-API accepts messages in any state and
 * keeps those that it cannot send for a day, so it is asked first.
 */
final class GreenState {

    private GreenState() {}

    /** How a sending ends before it begins; nothing if it may begin. */
    static Optional<SendOutcome> objection(HttpAnswer answer) {
        var word = word(answer);
        if (word.isEmpty()) {
            return Optional.of(unanswered(TransportFailures.sending(answer)));
        }
        return switch (word.get()) {
            case "authorized" -> Optional.empty();
            case "yellowCard", "blocked", "suspended" -> outcome(Kind.HELD, Cause.BANNED, word.get());
            case "notAuthorized" -> outcome(Kind.HELD, Cause.SENDER, word.get());
            default -> outcome(Kind.RETRYABLE, Cause.NONE, word.get());
        };
    }

    static ConnectionReport report(HttpAnswer answer) {
        return word(answer)
                .map(word -> new ConnectionReport(word.equals("authorized") ? Verdict.OK : Verdict.UNCLEAR, word))
                .orElseGet(() -> TransportFailures.trial(answer));
    }

    /** A question sends nothing, whatever became of it. */
    private static SendOutcome unanswered(SendOutcome outcome) {
        return outcome.kind() == Kind.UNCERTAIN ? SendOutcome.of(Kind.RETRYABLE, outcome.detail()) : outcome;
    }

    private static Optional<String> word(HttpAnswer answer) {
        return Json.readSuccess(answer)
                .map(root -> root.path("stateInstance").asText())
                .filter(word -> !word.isEmpty());
    }

    private static Optional<SendOutcome> outcome(Kind kind, Cause cause, String word) {
        return Optional.of(SendOutcome.of(kind, cause, word));
    }
}
