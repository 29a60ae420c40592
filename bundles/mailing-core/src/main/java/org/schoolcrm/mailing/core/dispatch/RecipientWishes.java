package org.schoolcrm.mailing.core.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.consent.ConsentRule;
import org.schoolcrm.mailing.core.dispatch.PreSendCheck.Objection;
import org.schoolcrm.mailing.spi.ConsentStore;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Listed;
import org.schoolcrm.mailing.spi.Outbox.Purpose;

/** Who is not to be written to: by the stop list, which knows addresses, and by consents, which customers give. */
public final class RecipientWishes {

    private final Outbox outbox;
    private final ConsentStore consents;

    public RecipientWishes(Outbox outbox, ConsentStore consents) {
        this.outbox = outbox;
        this.consents = consents;
    }

    /** Two queries for each branch, however many messages there are. */
    Found of(ConnectedChannel channel, List<ClaimedMessage> messages) {
        var listed = new HashMap<BranchId, Map<String, Listed>>();
        var known = new HashMap<CustomerId, Consent>();
        messages.stream().collect(Collectors.groupingBy(ClaimedMessage::branch)).forEach((branch, ofBranch) -> {
            var addresses = ofBranch.stream().map(ClaimedMessage::address).toList();
            listed.put(
                    branch,
                    outbox.suppressed(branch, channel.name(), DeliveryAddress.spellings(channel.name(), addresses)));
            var customers =
                    ofBranch.stream().map(ClaimedMessage::customer).distinct().toList();
            consents.of(branch, customers).stream()
                    .filter(one -> one.channel().equals(channel.name()))
                    .forEach(one -> known.put(one.customer(), one.consent()));
        });
        return new Found(channel, listed, known);
    }

    /** What was found; consents that are not there are unknown. */
    record Found(
            ConnectedChannel channel, Map<BranchId, Map<String, Listed>> listed, Map<CustomerId, Consent> consents) {

        Optional<Objection> against(ClaimedMessage message) {
            return withoutConsent(message).or(() -> listed(message));
        }

        /** A trial asks nobody, and whoever has written to us gets an answer. */
        private Optional<Objection> withoutConsent(ClaimedMessage message) {
            var consent = consents.getOrDefault(message.customer(), Consent.UNKNOWN);
            if (message.purpose() == Purpose.TEST
                    || message.purpose() == Purpose.REPLY
                    || ConsentRule.lets(channel, consent)) {
                return Optional.empty();
            }
            return Optional.of(
                    consent == Consent.WITHDRAWN
                            ? Objection.end(MessageState.SUPPRESSED, "the customer has withdrawn the consent")
                            : Objection.unreachable(MessageState.SUPPRESSED, "no consent to this channel is known"));
        }

        private Optional<Objection> listed(ClaimedMessage message) {
            var ofBranch = listed.getOrDefault(message.branch(), Map.of());
            var why = DeliveryAddress.spellings(message.channel(), message.address()).stream()
                    .flatMap(spelling -> Optional.ofNullable(ofBranch.get(spelling)).stream())
                    .toList();
            if (why.isEmpty()) {
                return Optional.empty();
            }
            var words = "the address is on the list";
            return Optional.of(
                    why.contains(Listed.BY_RECIPIENT)
                            ? Objection.end(MessageState.SUPPRESSED, words)
                            : Objection.unreachable(MessageState.SUPPRESSED, words));
        }
    }
}
