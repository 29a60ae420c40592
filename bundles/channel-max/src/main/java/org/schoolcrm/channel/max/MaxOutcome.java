package org.schoolcrm.channel.max;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.schoolcrm.channel.kit.RetryAfter;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.max.MaxApi.Refusal;
import org.schoolcrm.channel.max.MaxApi.Reply;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What MAX's answer to a message means (channels.md 9.3). */
final class MaxOutcome {

    private static final Set<String> NOBODY = Set.of("chat.not.found", "dialog.not.found", "user.not.found");
    private static final Pattern OF_SIZE = Pattern.compile("too long|size must be|max_?length|4000");

    private MaxOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        var reply = new Reply(answer);
        var mid = reply.document()
                .map(root -> root.path("message").path("body").path("mid").asText())
                .orElse("");
        if (!mid.isEmpty()) {
            return SendOutcome.accepted(mid);
        }
        return reply.refusal()
                .filter(refusal -> answer.status() < 500)
                .map(refusal -> refused(refusal, answer))
                .orElseGet(() -> TransportFailures.sending(answer));
    }

    private static SendOutcome refused(Refusal refusal, HttpAnswer answer) {
        var words = refusal.words();
        if (refusal.code().equals("chat.denied") || refusal.message().contains("error.dialog.suspended")) {
            return SendOutcome.of(Kind.REJECTED, Cause.RECIPIENT_REFUSES, words);
        }
        if (NOBODY.contains(refusal.code()) || refusal.message().contains("error.dialog.notfound")) {
            return SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words);
        }
        return switch (refusal.code()) {
            case "too.many.requests" -> SendOutcome.throttled(Cause.PROVIDER_BUSY, RetryAfter.of(answer), words);
            case "proto.payload" -> SendOutcome.of(Kind.REJECTED, blamed(refusal), words);
            default -> byStatus(answer, words);
        };
    }

    private static Cause blamed(Refusal refusal) {
        return OF_SIZE.matcher(refusal.message().toLowerCase(Locale.ROOT)).find() ? Cause.SIZE : Cause.CONTENT;
    }

    /** What we do not know by its code: a refusal all the same, with the words that people need. */
    private static SendOutcome byStatus(HttpAnswer answer, String words) {
        var usual = TransportFailures.sending(answer);
        return new SendOutcome(usual.kind(), usual.cause(), null, usual.retryAfter(), words);
    }
}
