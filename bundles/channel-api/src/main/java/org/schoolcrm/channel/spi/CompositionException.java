package org.schoolcrm.channel.spi;

import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

/** A message of which a channel can make no bytes: this try ends as {@link #outcome} says, the provider is never asked. */
public final class CompositionException extends RuntimeException {

    private final transient SendOutcome outcome;

    private CompositionException(SendOutcome outcome) {
        super(outcome.detail());
        this.outcome = outcome;
    }

    /** This message alone is at fault, for that cause. */
    public static CompositionException rejected(Cause cause, String detail) {
        return new CompositionException(SendOutcome.of(Kind.REJECTED, cause, detail));
    }

    /** What the message needs cannot be had just now; it is composed anew when it is tried again. */
    public static CompositionException retryable(String detail) {
        return new CompositionException(SendOutcome.of(Kind.RETRYABLE, Cause.NONE, detail));
    }

    /** Every message would end like this until somebody mends the settings. */
    public static CompositionException held(Cause cause, String detail) {
        return new CompositionException(SendOutcome.of(Kind.HELD, cause, detail));
    }

    public SendOutcome outcome() {
        return outcome;
    }
}
