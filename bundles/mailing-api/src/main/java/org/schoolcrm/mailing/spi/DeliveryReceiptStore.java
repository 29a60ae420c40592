package org.schoolcrm.mailing.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.ReceivedReceipt;

/** What providers reported, kept before it is applied. Implemented by {@code persistence}. */
@ConsumerType
public interface DeliveryReceiptStore {

    /** Keeps what has not been kept yet. */
    void addAll(ProviderAccountId account, List<DeliveryReceipt> receipts);

    /**
     * Receipts that wait and whose message is known by now, oldest event first; one whose message is being sent waits for
     * the answer to that. A failure of a sending whose number the message does not have any more matches nothing.
     */
    List<Matched> match(int limit);

    /** How far the message is, locked until the transaction ends. */
    DeliveryProgress lock(long message);

    /** The message is known by the receipt's number from now on, if it had none. */
    void save(long message, DeliveryProgress progress, DeliveryReceipt receipt);

    /** The receipt needs nobody any more; nothing if somebody else has settled it. */
    void settle(Matched matched, ReceivedReceipt.Effect effect);

    /** Settles receipts that have been waiting for their message for longer than that. */
    void forget(Duration waiting);

    /** Everything that was reported about the message, in the order of the events. */
    List<ReceivedReceipt> of(long message);

    /** Receipts of those accounts that found no message, the latest first. */
    List<ReceivedReceipt> unmatched(Set<ProviderAccountId> accounts, int limit);

    /** A receipt and the message that it is about. */
    record Matched(
            BranchId branch,
            ProviderAccountId account,
            String channel,
            DeliveryReceipt receipt,
            long message,
            String address) {}
}
