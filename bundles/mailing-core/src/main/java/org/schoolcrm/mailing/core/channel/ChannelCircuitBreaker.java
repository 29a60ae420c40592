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

/** How many messages may go to a provider just now: none while it is left alone, one to see whether it is back. */
public final class ChannelCircuitBreaker {

    private static final Duration BUSY = Duration.ofMinutes(1);
    private static final Duration HELD = Duration.ofMinutes(10);
    /** So many failures in a row are the provider's, not the messages'. */
    private static final int TOO_MANY = 5;

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
     * Leave to send.
     *
     * @param messages at most so many
     * @param probes whether that one message is to show that the provider is back
     */
    public record Pass(int messages, boolean probes) {}

    /** At most {@code batch}; what went on the wire within the last second counts against the provider's pace. */
    public Pass pass(MessageChannel channel, int batch) {
        var pause = pauses.find(channel.name());
        if (pause.isPresent()) {
            return pause.get().until().isAfter(clock.now()) ? new Pass(0, false) : new Pass(1, true);
        }
        int pace = channel.pace().perSecond();
        int most = pace == 0 ? batch : Math.min(batch, pace - outbox.onWireWithin(channel.name(), SECOND));
        return new Pass(Math.max(0, most), false);
    }

    /**
     * Learns from how a sending ended, in the caller's transaction; whether the provider is to be left alone now.
     *
     * @param failures in a row, this one included
     */
    public boolean closesAfter(String channel, Pass pass, SendOutcome outcome, int failures) {
        return switch (outcome.kind()) {
            case THROTTLED -> outcome.cause() != Cause.RECIPIENT_BUSY && close(channel, Kind.BUSY, outcome, BUSY);
            case HELD -> close(channel, Kind.HELD, outcome, HELD);
            case RETRYABLE -> (pass.probes() || failures >= TOO_MANY) && close(channel, Kind.BUSY, outcome, BUSY);
            case ACCEPTED, REJECTED -> pass.probes() && !pauses.lift(channel);
            case UNCERTAIN -> false;
        };
    }

    /** Whether {@link #closesAfter} has anything to write down. */
    public static boolean minds(Pass pass, SendOutcome outcome, int failures) {
        return switch (outcome.kind()) {
            case THROTTLED, HELD -> true;
            case RETRYABLE -> pass.probes() || failures >= TOO_MANY;
            case ACCEPTED, REJECTED -> pass.probes();
            case UNCERTAIN -> false;
        };
    }

    /** A held channel that cannot be reached either is still held. */
    private boolean close(String channel, Kind kind, SendOutcome outcome, Duration usually) {
        var now = clock.now();
        var until = now.plus(Objects.requireNonNullElse(outcome.retryAfter(), usually));
        boolean held =
                pauses.find(channel).filter(was -> was.kind() == Kind.HELD).isPresent();
        var words = RedactedText.masked(outcome.detail());
        pauses.put(new ChannelPause(channel, held ? Kind.HELD : kind, outcome.cause(), words, now, until));
        return true;
    }
}
