package org.schoolcrm.channel.sms.smsaero;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.sms.smsaero.SmsaeroApi.Reply;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What SMS Aero's answer to a message means (channels.md 6.4): it has no codes, only words and the fields at fault. */
final class SmsaeroOutcome {

    private SmsaeroOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        var reply = new Reply(answer);
        var id = reply.data().map(data -> data.path("id").asText()).orElse("");
        if (!id.isEmpty()) {
            return SendOutcome.accepted(id);
        }
        return reply.document()
                .filter(SmsaeroOutcome::isRefusal)
                .filter(root -> answer.status() < 500)
                .map(root -> refused(answer, root))
                .orElseGet(() -> TransportFailures.sending(answer));
    }

    /** Said in so many words: a missing success is none. */
    private static boolean isRefusal(JsonNode root) {
        var result = root.path("result").asText();
        return (root.path("success").isBoolean() && !root.path("success").asBoolean())
                || result.equals("reject")
                || result.equals("no credits");
    }

    private static SendOutcome refused(HttpAnswer answer, JsonNode root) {
        var said = root.path("message")
                .asText(root.path("reason").asText(root.path("result").asText()));
        var words = ProviderText.of("", said);
        var lower = said.toLowerCase(Locale.ROOT);
        int status = answer.status();
        if (status == 401 || status == 403 || status == 429 || lower.contains("credentials")) {
            return status == 429 ? TransportFailures.sending(answer) : SendOutcome.of(Kind.HELD, Cause.AUTH, words);
        }
        if (status == 402
                || root.path("result").asText().equals("no credits")
                || lower.contains("no credits")
                || lower.contains("not enough money")) {
            return SendOutcome.of(Kind.HELD, Cause.BALANCE, words);
        }
        return blamed(root.path("data"), lower, words);
    }

    private static SendOutcome blamed(JsonNode fields, String lower, String words) {
        if (fields.has("number") || lower.contains("number")) {
            return SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
        }
        if (fields.has("sign") || lower.contains("sign")) {
            return SendOutcome.of(Kind.HELD, Cause.SENDER, words);
        }
        if (fields.has("text") || lower.contains("text")) {
            return SendOutcome.of(Kind.REJECTED, Cause.CONTENT, words);
        }
        return SendOutcome.of(Kind.RETRYABLE, words);
    }
}
