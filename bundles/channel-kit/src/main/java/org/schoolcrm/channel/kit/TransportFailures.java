package org.schoolcrm.channel.kit;

import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What it means when a provider gave no answer that its documents explain; the same for all (channels.md 1.3). */
public final class TransportFailures {

    private TransportFailures() {}

    /** To a request that could have sent a message: only what surely was not taken may be sent again. */
    public static SendOutcome sending(HttpAnswer answer) {
        return switch (answer.kind()) {
            case NOT_SENT -> SendOutcome.of(Kind.RETRYABLE, answer.detail());
            case NO_ANSWER -> SendOutcome.of(Kind.UNCERTAIN, answer.detail());
            case ANSWERED -> refusal(answer);
        };
    }

    /** To a trial of the settings. */
    public static ConnectionReport trial(HttpAnswer answer) {
        return switch (answer.kind()) {
            case NOT_SENT, NO_ANSWER -> new ConnectionReport(Verdict.UNREACHABLE, answer.detail());
            case ANSWERED ->
                new ConnectionReport(isOfLogin(answer) ? Verdict.CREDENTIALS_REFUSED : Verdict.UNCLEAR, status(answer));
        };
    }

    private static SendOutcome refusal(HttpAnswer answer) {
        int status = answer.status();
        if (isOfLogin(answer)) {
            return SendOutcome.of(Kind.HELD, Cause.AUTH, status(answer));
        }
        if (status == 429 || (status == 503 && answer.headers().containsKey("retry-after"))) {
            return SendOutcome.throttled(Cause.PROVIDER_BUSY, RetryAfter.of(answer), status(answer));
        }
        return SendOutcome.of(status >= 400 && status < 500 ? Kind.RETRYABLE : Kind.UNCERTAIN, status(answer));
    }

    private static boolean isOfLogin(HttpAnswer answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    /** Without the body: nobody knows what is in it. */
    private static String status(HttpAnswer answer) {
        return "HTTP " + answer.status();
    }
}
