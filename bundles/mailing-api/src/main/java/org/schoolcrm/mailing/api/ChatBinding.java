package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/**
 * A chat that a customer has bound: what the branch sends him by that channel goes there, and he has agreed to it.
 *
 * @param account by which the chat can be written to
 * @param chat as messages are addressed to it
 */
public record ChatBinding(
        long id,
        BranchId branch,
        CustomerId customer,
        ProviderAccountId account,
        String channel,
        String chat,
        Instant boundAt) {

    /** Chats are personal: they never reach a log. */
    @Override
    public String toString() {
        return "ChatBinding[" + id + " " + channel + "]";
    }
}
