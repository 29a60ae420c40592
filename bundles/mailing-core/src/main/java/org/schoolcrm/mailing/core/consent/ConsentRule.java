package org.schoolcrm.mailing.core.consent;

import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;

/** Whether a consent lets a channel write (decisions: channels). */
public final class ConsentRule {

    private ConsentRule() {}

    /** E-mail, SMS and chats may while nothing is known, WhatsApp only if the contract with customers says so. */
    public static boolean lets(ConnectedChannel channel, Consent consent) {
        return switch (consent) {
            case GIVEN -> true;
            case WITHDRAWN -> false;
            case UNKNOWN ->
                !channel.name().equals(Routing.WHATSAPP)
                        || channel.account().terms().consentInContract();
        };
    }

    /** By the account that would send; a channel without one sends nothing. */
    static boolean lets(Routing routing, BranchId branch, String channel, Consent consent) {
        return routing.find(channel, branch)
                .filter(account -> lets(account, consent))
                .isPresent();
    }
}
