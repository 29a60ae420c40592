package org.schoolcrm.channel.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;

/** Where channels put what their providers report. Offered as an OSGi service by {@code mailing-core}. */
@ProviderType
public interface DeliveryReceiptInbox {

    /**
     * Keeps the receipts and applies those whose message is known; the others are tried again for 72 hours, because a
     * receipt may be faster than the answer to the sending. Safe to repeat. Acknowledge to the provider only afterwards.
     */
    void take(ProviderAccountId account, List<DeliveryReceipt> receipts);
}
