package org.schoolcrm.mailing.core.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.ChannelPause.Kind;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Clock;

/** The circuit breaker and the rate limit of each provider account: how many messages may go to the provider just now. */
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
    public SendPermit permit(ConnectedChannel channel, int batch) {
        var pause = pauses.find(channel.id());
        if (pause.isPresent()) {
            return pause.get().until().isAfter(clock.now()) ? new SendPermit(0, false) : new SendPermit(1, true);
        }
        return new SendPermit(Math.max(0, left(channel, batch)), false);
    }

    private int left(ConnectedChannel channel, int batch) {
        var pace = channel.pace();
        if (pace.between().compareTo(SECOND) > 0) {
            return 1 - outbox.onWireWithin(channel.id(), pace.between());
        }
        int most = pace.perSecond();
        return most == 0 ? batch : Math.min(batch, most - outbox.onWireWithin(channel.id(), SECOND));
    }

    /** The accounts whose circuit is open just now. */
    public Set<ProviderAccountId> paused() {
        return pauses.all().stream()
                .filter(pause -> pause.until().isAfter(clock.now()))
                .map(ChannelPause::account)
                .collect(Collectors.toSet());
    }

    /**
     * Applies the outcome of a sending in the caller's transaction; whether the circuit is open now. A provider that
     * refuses a template is well: other messages may go.
     *
     * @param failures in a row, with this one
     */
    public boolean opensAfter(ProviderAccountId account, SendPermit permit, SendOutcome outcome, int failures) {
        return switch (outcome.kind()) {
            case THROTTLED -> outcome.cause() != Cause.RECIPIENT_BUSY && open(account, Kind.BUSY, outcome, BUSY);
            case HELD ->
                outcome.cause() == Cause.TEMPLATE
                        ? permit.probes() && !pauses.lift(account)
                        : open(account, Kind.HELD, outcome, HELD);
            case RETRYABLE ->
                isAnswered(outcome)
                        ? permit.probes() && !pauses.lift(account)
                        : (failures >= FAILURE_THRESHOLD || isStillProbing(account, permit))
                                && open(account, Kind.BUSY, outcome, BUSY);
            case ACCEPTED, REJECTED -> permit.probes() && !pauses.lift(account);
            case UNCERTAIN -> false;
        };
    }

    /** Whoever released the account in the meantime knows more than a probe that was on its way. */
    private boolean isStillProbing(ProviderAccountId account, SendPermit permit) {
        return permit.probes() && pauses.find(account).isPresent();
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

    /** A held account that cannot be reached either is still held. */
    private boolean open(ProviderAccountId account, Kind kind, SendOutcome outcome, Duration byDefault) {
        var now = clock.now();
        var until = now.plus(Objects.requireNonNullElse(outcome.retryAfter(), byDefault));
        boolean held =
                pauses.find(account).filter(was -> was.kind() == Kind.HELD).isPresent();
        var detail = RedactedText.masked(outcome.detail());
        pauses.put(new ChannelPause(account, held ? Kind.HELD : kind, outcome.cause(), detail, now, until));
        return true;
    }
}
