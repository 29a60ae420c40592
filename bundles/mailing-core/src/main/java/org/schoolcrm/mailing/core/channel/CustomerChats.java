package org.schoolcrm.mailing.core.channel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBinding;
import org.schoolcrm.mailing.spi.ChatBindingStore;

/** The chats that customers have bound, as far as the account that writes to them for the branch can reach them. */
public final class CustomerChats {

    private final ChatBindingStore bindings;
    private final Routing routing;

    public CustomerChats(ChatBindingStore bindings, Routing routing) {
        this.bindings = bindings;
        this.routing = routing;
    }

    /** By customer, the oldest first; one query for all of them, and none for a channel that writes to no chats. */
    public Map<CustomerId, List<String>> of(BranchId branch, String channel, Collection<CustomerId> customers) {
        if (!DeliveryAddress.isChat(channel)) {
            return Map.of();
        }
        var account = routing.find(channel, branch).map(ConnectedChannel::id);
        return bindings.of(branch, customers).stream()
                .filter(one -> one.channel().equals(channel))
                .filter(one -> account.isEmpty() || account.get().equals(one.account()))
                .collect(Collectors.groupingBy(
                        ChatBinding::customer, Collectors.mapping(ChatBinding::chat, Collectors.toList())));
    }
}
