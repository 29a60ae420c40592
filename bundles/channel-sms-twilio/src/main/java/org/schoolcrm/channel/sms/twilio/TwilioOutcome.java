package org.schoolcrm.channel.sms.twilio;

import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.RetryAfter;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.sms.twilio.TwilioApi.Reply;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What Twilio's answer to a message means (channels.md 6.6). */
final class TwilioOutcome {

    private TwilioOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        var reply = new Reply(answer);
        var sid = reply.done()
                .map(root -> root.path("sid").asText())
                .filter(id -> id.matches("[A-Z]{2}[0-9a-zA-Z]{1,40}"));
        if (sid.isPresent()) {
            return SendOutcome.accepted(sid.get());
        }
        return reply.error()
                .filter(code -> answer.status() < 500)
                .map(code -> refused(code, answer, ProviderText.of("" + code, reply.words())))
                .orElseGet(() -> TransportFailures.sending(answer));
    }

    private static SendOutcome refused(int code, HttpAnswer answer, String words) {
        return switch (code) {
            case 21211, 21214, 21217, 21612, 21614, 21635 -> SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
            case 21610 -> SendOutcome.of(Kind.REJECTED, Cause.RECIPIENT_REFUSES, words);
            case 21408 -> SendOutcome.of(Kind.REJECTED, Cause.SENDER, words);
            case 21602, 21619 -> SendOutcome.of(Kind.REJECTED, Cause.CONTENT, words);
            case 21605, 21617 -> SendOutcome.of(Kind.REJECTED, Cause.SIZE, words);
            case 20003, 20008 -> SendOutcome.of(Kind.HELD, Cause.AUTH, words);
            case 20005, 30002, 90010 -> SendOutcome.of(Kind.HELD, Cause.BANNED, words);
            case 21212, 21603, 21606, 21659, 21660, 21701, 21702, 21703, 21704, 21705 ->
                SendOutcome.of(Kind.HELD, Cause.SENDER, words);
            case 21609 -> SendOutcome.of(Kind.HELD, words);
            case 20429, 14107, 21611, 30001, 63038 ->
                SendOutcome.throttled(Cause.PROVIDER_BUSY, RetryAfter.of(answer), words);
            default -> byStatus(answer, words);
        };
    }

    /** What we do not know by its code: a refusal all the same, with the words that people need. */
    private static SendOutcome byStatus(HttpAnswer answer, String words) {
        var usual = TransportFailures.sending(answer);
        return new SendOutcome(usual.kind(), usual.cause(), null, usual.retryAfter(), words);
    }
}
