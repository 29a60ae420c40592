package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.approval.ApprovalRule;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.dispatch.PreSendCheck.Objection;
import org.schoolcrm.mailing.spi.InboundStore;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.runtime.api.Clock;

/**
 * What may go by an account whose provider looks at texts before: what is written with an approved template, and free
 * words only to who has written to the school within a day (channels.md 8.4).
 */
public final class ApprovedTexts {

    /** A little less than the 24 hours of providers, because clocks differ and messages wait for their turn. */
    private static final Duration WINDOW = Duration.ofHours(24).minusMinutes(10);

    private final ApprovalRule rule;
    private final InboundStore inbound;
    private final Clock clock;

    public ApprovedTexts(ApprovalRule rule, InboundStore inbound, Clock clock) {
        this.rule = rule;
        this.inbound = inbound;
        this.clock = clock;
    }

    /** Whether people have written it themselves, so that no template stands behind its words. */
    static boolean isFree(ClaimedMessage message) {
        return message.purpose() == Purpose.MANUAL || message.purpose() == Purpose.REPLY;
    }

    Found of(ConnectedChannel channel, List<ClaimedMessage> messages) {
        var free = messages.stream()
                .filter(ApprovedTexts::isFree)
                .map(ClaimedMessage::address)
                .toList();
        var open = free.isEmpty() || !channel.needsApproval()
                ? Set.<String>of()
                : inbound.writtenFromSince(channel.name(), free, clock.now().minus(WINDOW));
        return new Found(channel, rule.of(channel), open);
    }

    /**
     * What was found.
     *
     * @param open addresses that have written within the day
     */
    record Found(ConnectedChannel channel, ApprovalRule.Known texts, Set<String> open) {

        Optional<Objection> against(ClaimedMessage message) {
            if (!channel.needsApproval()) {
                return Optional.empty();
            }
            if (isFree(message)) {
                return open.contains(message.address())
                        ? Optional.empty()
                        : Optional.of(Objection.end(
                                MessageState.REJECTED, "free words reach only who has written within 24 hours"));
            }
            return instead(message).isPresent()
                    ? Optional.empty()
                    : texts.objection(message.body()).map(why -> Objection.end(MessageState.HELD, why));
        }

        /** What goes in the place of words that were refused, or have not been looked at yet. */
        Optional<Template> instead(ClaimedMessage message) {
            return isFree(message) || texts.objection(message.body()).isEmpty()
                    ? Optional.empty()
                    : texts.instead(message.template(), message.body());
        }
    }
}
