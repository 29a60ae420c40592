package org.schoolcrm.mailing.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MessageState;

/** What providers reported, kept before it is applied. Implemented by {@code persistence}. */
@ConsumerType
public interface DeliveryReceiptStore {

    /** Keeps what has not been kept yet. */
    void addAll(ProviderAccountId account, List<DeliveryReceipt> receipts);

    /** Receipts that are not settled and whose message is known by now, oldest event first. */
    List<Matched> match(int limit);

    /** The receipt has had its effect. */
    void settle(ProviderAccountId account, String eventKey);

    /** Settles receipts that have been waiting for their message for longer than that. */
    void forget(Duration waiting);

    /** Moves the message if it is in one of those states. */
    boolean move(long message, Set<MessageState> from, MessageState to, String detail);

    /** A receipt and the message that it is about. */
    record Matched(
            BranchId branch,
            ProviderAccountId account,
            String channel,
            DeliveryReceipt receipt,
            long message,
            MessageState state,
            String address) {}
}
