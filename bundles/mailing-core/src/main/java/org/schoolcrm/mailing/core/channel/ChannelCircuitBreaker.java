package org.schoolcrm.mailing.core.channel;

import java.time.Duration;
import java.util.Objects;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.ChannelPause.Kind;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Clock;

/** A channel's circuit breaker and rate limit: how many messages may go to the provider just now. */
public final class ChannelCircuitBreaker {

    private static final Duration BUSY = Duration.ofMinutes(1);
    private static final Duration HELD = Duration.ofMinutes(10);
    /** So many failures in a row are the provider's, not the messages'. */
    private static final int FAILURE_THRESHOLD = 5;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ChannelPauses pauses;
    private final Outbox outbox;
    private final Clock clock;

    public ChannelCircuitBreaker(ChannelPauses pauses, Outbox outbox, Clock clock) {
        this.pauses = pauses;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Permission to send.
     *
     * @param messages at most so many
     * @param probes whether the one message is to show that the provider is back
     */
    public record SendPermit(int messages, boolean probes) {}

    /** None while the circuit is open, then one as a probe; otherwise as many as the provider's pace leaves. */
    public SendPermit permit(MessageChannel channel, int batch) {
        var pause = pauses.find(channel.name());
        if (pause.isPresent()) {
            return pause.get().until().isAfter(clock.now()) ? new SendPermit(0, false) : new SendPermit(1, true);
        }
        int pace = channel.pace().perSecond();
        int most = pace == 0 ? batch : Math.min(batch, pace - outbox.onWireWithin(channel.name(), SECOND));
        return new SendPermit(Math.max(0, most), false);
    }

    /**
     * Applies the outcome of a sending in the caller's transaction; whether the circuit is open now.
     *
     * @param failures in a row, with this one
     */
    public boolean opensAfter(String channel, SendPermit permit, SendOutcome outcome, int failures) {
        return switch (outcome.kind()) {
            case THROTTLED -> outcome.cause() != Cause.RECIPIENT_BUSY && open(channel, Kind.BUSY, outcome, BUSY);
            case HELD -> open(channel, Kind.HELD, outcome, HELD);
            case RETRYABLE ->
                isAnswered(outcome)
                        ? permit.probes() && !pauses.lift(channel)
                        : (failures >= FAILURE_THRESHOLD || isStillProbing(channel, permit))
                                && open(channel, Kind.BUSY, outcome, BUSY);
            case ACCEPTED, REJECTED -> permit.probes() && !pauses.lift(channel);
            case UNCERTAIN -> false;
        };
    }

    /** Whoever released the channel in the meantime knows more than a probe that was on its way. */
    private boolean isStillProbing(String channel, SendPermit permit) {
        return permit.probes() && pauses.find(channel).isPresent();
    }

    /** Whether the failure is the provider's: one that refuses a single recipient for now is well. */
    public static boolean isFailure(SendOutcome outcome) {
        return outcome.kind() == SendOutcome.Kind.RETRYABLE && !isAnswered(outcome);
    }

    private static boolean isAnswered(SendOutcome outcome) {
        return outcome.cause() == Cause.RECIPIENT_BUSY;
    }

    /** Whether {@link #opensAfter} may change anything. */
    public static boolean isAffectedBy(SendPermit permit, SendOutcome outcome, int failures) {
        return switch (outcome.kind()) {
            case THROTTLED, HELD -> true;
            case RETRYABLE -> permit.probes() || failures >= FAILURE_THRESHOLD;
            case ACCEPTED, REJECTED -> permit.probes();
            case UNCERTAIN -> false;
        };
    }

    /** A held channel that cannot be reached either is still held. */
    private boolean open(String channel, Kind kind, SendOutcome outcome, Duration byDefault) {
        var now = clock.now();
        var until = now.plus(Objects.requireNonNullElse(outcome.retryAfter(), byDefault));
        boolean held =
                pauses.find(channel).filter(was -> was.kind() == Kind.HELD).isPresent();
        var detail = RedactedText.masked(outcome.detail());
        pauses.put(new ChannelPause(channel, held ? Kind.HELD : kind, outcome.cause(), detail, now, until));
        return true;
    }
}
