package org.schoolcrm.channel.sms.smsc;

import java.time.Duration;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.sms.smsc.SmscApi.Reply;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What SMSC.ru's answer to a message means (channels.md 6.3). */
final class SmscOutcome {

    private SmscOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        var reply = new Reply(answer);
        if (reply.error().isPresent()) {
            return refused(
                    reply.error().get(), ProviderText.of("" + reply.error().get(), reply.words()));
        }
        return reply.document()
                .filter(root -> !root.has("error") && root.path("cnt").asInt() > 0)
                .map(root -> root.path("id").asText())
                .filter(id -> !id.isEmpty())
                .map(SendOutcome::accepted)
                .orElseGet(() -> TransportFailures.sending(answer));
    }

    private static SendOutcome refused(int code, String words) {
        return switch (code) {
            case 1, 5 -> SendOutcome.of(Kind.HELD, words);
            case 2 -> SendOutcome.of(Kind.HELD, Cause.AUTH, words);
            case 3 -> SendOutcome.of(Kind.HELD, Cause.BALANCE, words);
            case 4 -> SendOutcome.throttled(Cause.PROVIDER_BUSY, Duration.ofMinutes(15), words);
            case 6 -> SendOutcome.of(Kind.REJECTED, Cause.CONTENT, words);
            case 7, 8 -> SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
            case 9 -> SendOutcome.throttled(Cause.PROVIDER_BUSY, Duration.ofMinutes(1), words);
            default -> SendOutcome.of(Kind.UNCERTAIN, words);
        };
    }
}
