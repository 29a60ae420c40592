package org.schoolcrm.mailing.core.channel;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.MessageFate;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;

/** An active provider account whose adapter is installed. */
public record ConnectedChannel(MessageChannel adapter, ProviderAccount account) {

    /** A branch's own account before that of the whole school, then as the school has ordered them. */
    static final Comparator<ConnectedChannel> BEST_FIRST = Comparator.comparing(
                    (ConnectedChannel one) -> one.account().branch() == null)
            .thenComparing(one -> -one.account().terms().priority())
            .thenComparing(one -> one.account().id().value());

    public ProviderAccountId id() {
        return account.id();
    }

    /** What its messages are, such as {@code sms}. */
    public String name() {
        return adapter.profile().channel();
    }

    public Encoding encoding() {
        return adapter.profile().encoding();
    }

    public Idempotency idempotency() {
        return adapter.profile().idempotency();
    }

    public boolean can(Capability capability) {
        return adapter.profile().can(capability);
    }

    public boolean needsApproval() {
        return adapter.needsApproval(account);
    }

    /** Whether it says what became of messages, so that it makes sense to wait for it. */
    public boolean tellsOfDeliveries() {
        return can(Capability.RECEIPTS) || can(Capability.STATUS_QUERY);
    }

    public Pace pace() {
        return adapter.pace(account);
    }

    public Optional<PartPrice> pricePerPart() {
        return Optional.ofNullable(account.terms().pricePerPart());
    }

    public ComposedMessage compose(MessageDraft draft) {
        return adapter.compose(account, draft);
    }

    public SendOutcome send(SendRequest request, SendContext context) {
        return adapter.send(account, request, context);
    }

    public List<DeliveryReceipt> poll(List<AcceptedMessage> messages) {
        return adapter.poll(account, messages);
    }

    public MessageFate reconcile(String reference, Instant since) {
        return adapter.reconcile(account, reference, since);
    }
}
