package org.schoolcrm.channel.whatsapp.green;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What Green-API's answer to a message means (channels.md 8.3). */
final class GreenOutcome {

    private GreenOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        if (answer.isOk()) {
            return Json.readSuccess(answer)
                    .map(root -> root.path("idMessage").asText())
                    .filter(id -> !id.isEmpty())
                    .map(SendOutcome::accepted)
                    .orElseGet(() -> TransportFailures.sending(answer));
        }
        return switch (answer.status()) {
            case 400 -> invalid(words(answer));
            case 413 -> SendOutcome.of(Kind.REJECTED, Cause.SIZE, words(answer));
            case 466 -> SendOutcome.of(Kind.HELD, Cause.BALANCE, words(answer));
            default -> TransportFailures.sending(answer);
        };
    }

    /** A chat that is made of a number and refused is no number. */
    private static SendOutcome invalid(String words) {
        return SendOutcome.of(Kind.REJECTED, words.contains("chatId") ? Cause.ADDRESS : Cause.CONTENT, words);
    }

    /** Without the path that it repeats. */
    private static String words(HttpAnswer answer) {
        var said = Json.readAny(answer)
                .map(root -> Stream.of(
                                root.path("message"),
                                root.path("correspondentsStatus").path("description"),
                                root.path("invokeStatus").path("description"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText)
                        .findFirst()
                        .orElse(""))
                .orElse("");
        return ProviderText.of("HTTP " + answer.status(), said);
    }
}
