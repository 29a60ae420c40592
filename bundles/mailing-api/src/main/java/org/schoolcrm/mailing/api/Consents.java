package org.schoolcrm.mailing.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.api.Actor;

/**
 * Consents of customers, one for each channel. E-mail and SMS go while nothing is known, WhatsApp only where the account
 * says that customers agreed in their contract; whoever binds a chat agrees (decisions: channels).
 */
@ProviderType
public interface Consents {

    /** For each channel that the branch has connected, or that something is known of; an unknown customer is refused. */
    List<ChannelConsent> of(BranchId branch, CustomerId customer);

    /** Notes what the customer said; channels that nobody has connected are refused. */
    void set(BranchId branch, CustomerId customer, String channel, Consent consent, Actor actor);
}
