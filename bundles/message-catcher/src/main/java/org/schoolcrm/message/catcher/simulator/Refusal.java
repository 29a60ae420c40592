package org.schoolcrm.message.catcher.simulator;

import java.time.Duration;

/** Why a provider does not take a message; each says it in its own words. */
public record Refusal(Reason reason, Duration retryAfter) {

    /** Not every provider knows every reason: asking for one that it does not know is a mistake of the test. */
    public enum Reason {
        /** The credential was revoked. */
        AUTH,
        NO_MONEY,
        /** The account is closed or blocked by the provider. */
        ACCOUNT_BLOCKED,
        /** The text or the sender's name is not allowed. */
        CONTENT_DENIED,
        SENDER_DENIED,
        /** The number cannot be reached at all. */
        UNDELIVERABLE,
        /** The recipient has blocked the sender or is on its stop list. */
        BLOCKED,
        DEACTIVATED,
        NO_ACCOUNT,
        THROTTLED,
        /** Too many messages to this recipient. */
        RECIPIENT_THROTTLED,
        /** The provider's own "try again later". */
        UNAVAILABLE
    }

    public static Refusal of(Reason reason) {
        return new Refusal(reason, Duration.ofSeconds(35));
    }

    long seconds() {
        return retryAfter.toSeconds();
    }
}
