package org.schoolcrm.channel.whatsapp.cloud;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What Meta's answer to a message means (channels.md 8.4). */
final class CloudOutcome {

    /** An object that is not there, or that our token may not see. */
    private static final int NO_SUCH_OBJECT = 33;

    private CloudOutcome() {}

    static SendOutcome of(HttpAnswer answer) {
        if (answer.isOk()) {
            return Json.readSuccess(answer)
                    .map(root -> root.path("messages").path(0).path("id").asText())
                    .filter(id -> !id.isEmpty())
                    .map(SendOutcome::accepted)
                    .orElseGet(() -> TransportFailures.sending(answer));
        }
        return CloudError.of(answer).flatMap(CloudOutcome::refusal).orElseGet(() -> TransportFailures.sending(answer));
    }

    /** Nothing for a code that Meta does not explain, or that says no more than the status of the answer. */
    static Optional<SendOutcome> refusal(CloudError error) {
        return Optional.ofNullable(outcome(error));
    }

    private static @Nullable SendOutcome outcome(CloudError error) {
        return switch (error.code()) {
            case 4, 80007, 130429 -> SendOutcome.throttled(Cause.PROVIDER_BUSY, null, error.words());
            case 131049 -> SendOutcome.throttled(Cause.RECIPIENT_BUSY, Duration.ofHours(24), error.words());
            case 131056 -> outcome(Kind.RETRYABLE, Cause.RECIPIENT_BUSY, error);
            case 131000, 131016, 131057 -> outcome(Kind.RETRYABLE, Cause.NONE, error);
            case 0, 3, 10, 190, 131005 -> outcome(Kind.HELD, Cause.AUTH, error);
            case 131042 -> outcome(Kind.HELD, Cause.BALANCE, error);
            case 131048, 131030, 131045, 133010 -> outcome(Kind.HELD, Cause.SENDER, error);
            case 368, 131031 -> outcome(Kind.HELD, Cause.BANNED, error);
            case 132000, 132001, 132005, 132007, 132012, 132015, 132016 -> outcome(Kind.HELD, Cause.TEMPLATE, error);
            case 131026, 131021 -> outcome(Kind.REJECTED, Cause.ADDRESS, error);
            case 131050 -> outcome(Kind.REJECTED, Cause.RECIPIENT_REFUSES, error);
            case 131047 -> outcome(Kind.REJECTED, Cause.POLICY, error);
            case 131008, 131009, 131051 -> outcome(Kind.REJECTED, Cause.CONTENT, error);
            case 100 ->
                error.subcode() == NO_SUCH_OBJECT
                        ? outcome(Kind.HELD, Cause.SENDER, error)
                        : outcome(Kind.REJECTED, Cause.CONTENT, error);
            default -> null;
        };
    }

    private static SendOutcome outcome(Kind kind, Cause cause, CloudError error) {
        return SendOutcome.of(kind, cause, error.words());
    }
}
