package org.schoolcrm.channel.api;

import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;

/**
 * Where channels put what people write, if the provider tells it in a protocol of its own. Offered as an OSGi service by
 * {@code mailing-core}.
 */
@ProviderType
public interface InboundMessageInbox {

    /** Keeps it and does what it asks for. Safe to repeat. Acknowledge to the provider only afterwards. */
    void take(ProviderAccountId account, InboundMessage message);
}
