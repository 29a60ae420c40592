package org.schoolcrm.channel.sms.exolve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What Exolve's answer to a message means (channels.md 6.5): errors are words that name the field at fault. */
final class ExolveOutcome {

    private ExolveOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        var id = Json.readSuccess(answer)
                .filter(root -> !root.has("error"))
                .map(root -> root.path("message_id").asText())
                .orElse("");
        if (!id.isEmpty()) {
            return SendOutcome.accepted(id);
        }
        var said = Json.readAny(answer)
                .map(root -> root.path("error"))
                .map(ExolveOutcome::words)
                .orElse("");
        boolean explained = !said.isEmpty() && answer.status() < 500 && isOwn(answer.status());
        return explained ? refused(answer.status(), said) : TransportFailures.sending(answer);
    }

    /** A login that is refused and a pace that is too fast are said by the status. */
    private static boolean isOwn(int status) {
        return status != 401 && status != 403 && status != 429;
    }

    private static String words(JsonNode error) {
        return error.isTextual() ? error.asText() : error.path("message").asText();
    }

    private static SendOutcome refused(int status, String said) {
        var words = ProviderText.of("", said);
        var lower = said.toLowerCase(Locale.ROOT);
        if (status == 402 || has(lower, "funds", "balance", "money")) {
            return SendOutcome.of(Kind.HELD, Cause.BALANCE, words);
        }
        if (has(lower, "unauthenticated", "unauthorized", "api key", "token")) {
            return SendOutcome.of(Kind.HELD, Cause.AUTH, words);
        }
        if (has(lower, "destination")) {
            return SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
        }
        if (has(lower, ".text", "text is", "template")) {
            return SendOutcome.of(Kind.REJECTED, Cause.CONTENT, words);
        }
        if (has(lower, ".number", "number does not", "alpha", "sender")) {
            return SendOutcome.of(Kind.HELD, Cause.SENDER, words);
        }
        return SendOutcome.of(Kind.RETRYABLE, words);
    }

    private static boolean has(String text, String... parts) {
        return Stream.of(parts).anyMatch(text::contains);
    }
}
