package org.schoolcrm.acquiring.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What it means when a bank gave no answer that its documents explain; the same for all banks. */
public final class TransportFailures {

    private static final int LONGEST = 200;

    private TransportFailures() {}

    /** To a request that may have moved something: only what surely never arrived may be sent again. */
    public static PaymentOutcome request(HttpAnswer answer) {
        return switch (answer.kind()) {
            case NOT_SENT -> PaymentOutcome.notSent(answer.detail());
            case NO_ANSWER -> PaymentOutcome.unanswered(answer.detail());
            case ANSWERED ->
                switch (answer.status()) {
                    case 429 -> PaymentOutcome.throttled(retryAfter(answer), words(answer));
                    case 401, 403 -> PaymentOutcome.misconfigured(words(answer));
                    default -> PaymentOutcome.unanswered(words(answer));
                };
        };
    }

    /** To a question about a payment: says nothing about the payment. */
    public static PaymentOutcome question(HttpAnswer answer) {
        return PaymentOutcome.unanswered(words(answer));
    }

    /** To a refund. */
    public static RefundOutcome refund(HttpAnswer answer) {
        return switch (answer.kind()) {
            case NOT_SENT -> RefundOutcome.notSent(answer.detail());
            case NO_ANSWER -> RefundOutcome.unanswered(answer.detail());
            case ANSWERED ->
                switch (answer.status()) {
                    case 429 -> RefundOutcome.notSent(words(answer));
                    case 401, 403 -> RefundOutcome.misconfigured(words(answer));
                    default -> RefundOutcome.unanswered(words(answer));
                };
        };
    }

    /** To a trial of the settings. */
    public static ConnectionReport trial(HttpAnswer answer) {
        return switch (answer.kind()) {
            case NOT_SENT, NO_ANSWER -> new ConnectionReport(ConnectionReport.Verdict.UNREACHABLE, answer.detail());
            case ANSWERED ->
                new ConnectionReport(
                        answer.status() == 401 || answer.status() == 403
                                ? ConnectionReport.Verdict.CREDENTIALS_REFUSED
                                : ConnectionReport.Verdict.UNCLEAR,
                        words(answer));
        };
    }

    private static @Nullable Duration retryAfter(HttpAnswer answer) {
        return Optional.ofNullable(answer.headers().get("retry-after"))
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }

    private static String words(HttpAnswer answer) {
        if (answer.kind() != HttpAnswer.Kind.ANSWERED) {
            return answer.detail();
        }
        var text = answer.text();
        return "HTTP " + answer.status() + " " + text.substring(0, Math.min(LONGEST, text.length()));
    }
}
