package org.schoolcrm.mailing.core.dispatch;

import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.spi.Outbox;

/** What failures teach about addresses: who refuses may take it back, an address that does not exist may not. */
record StopList(Outbox outbox) {

    /** In the caller's transaction; nothing for a failure that is not the address's fault. */
    void learn(BranchId branch, String channel, String address, Cause cause, String detail) {
        var key = DeliveryAddress.key(channel, address);
        if (cause == Cause.RECIPIENT_REFUSES) {
            outbox.refuse(branch, channel, key, detail);
        } else if (cause.isForGood()) {
            outbox.suppress(branch, channel, key, detail);
        }
    }
}
