package org.schoolcrm.mailing.core.dispatch;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.Reachable;
import org.schoolcrm.mailing.core.channel.CustomerChats;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;

/** Where customers can be reached at the time their messages go out. */
public final class CurrentAddresses {

    private final Customers customers;
    private final CustomerChats chats;
    private final ChatBindingStore bindings;

    public CurrentAddresses(Customers customers, CustomerChats chats, ChatBindingStore bindings) {
        this.customers = customers;
        this.chats = chats;
        this.bindings = bindings;
    }

    /** Reads what it needs in a constant number of queries for each branch, however many messages there are. */
    Found of(String channel, List<ClaimedMessage> messages) {
        var byBranch = messages.stream()
                .collect(Collectors.groupingBy(
                        ClaimedMessage::branch, Collectors.mapping(ClaimedMessage::customer, Collectors.toSet())));
        var reachable = new HashMap<CustomerId, Reachable>();
        var addresses = new HashMap<CustomerId, List<String>>();
        byBranch.forEach((branch, who) -> read(branch, channel, who, reachable, addresses));
        var moved = messages.stream()
                .filter(message -> !staysAtItsAddress(message))
                .filter(message -> reachable.containsKey(message.customer()))
                .filter(message -> !isTheirs(message, reachable.get(message.customer()), addresses))
                .toList();
        var also = DeliveryAddress.isChat(channel)
                ? bindings.alsoSentTo(moved.stream().map(ClaimedMessage::id).toList())
                : Map.<Long, Set<String>>of();
        var instead = new HashMap<Long, Optional<String>>();
        for (var message : moved) {
            var taken = also.getOrDefault(message.id(), Set.of());
            var free = addresses.getOrDefault(message.customer(), List.of()).stream()
                    .filter(address -> !taken.contains(address))
                    .findFirst();
            instead.put(message.id(), free);
        }
        return new Found(reachable, addresses, instead);
    }

    private void read(
            BranchId branch,
            String channel,
            Collection<CustomerId> who,
            Map<CustomerId, Reachable> reachable,
            Map<CustomerId, List<String>> addresses) {
        var bound = chats.of(branch, channel, who);
        for (var customer : customers.reachable(branch, Set.copyOf(who))) {
            reachable.put(customer.id(), customer);
            addresses.put(
                    customer.id(),
                    Routing.addressesOf(customer.contacts(), channel, bound.getOrDefault(customer.id(), List.of())));
        }
    }

    private static boolean isTheirs(
            ClaimedMessage message, @Nullable Reachable customer, Map<CustomerId, List<String>> addresses) {
        var key = DeliveryAddress.key(message.channel(), message.address());
        var kind = DeliveryAddress.kind(message.channel());
        boolean noted = customer != null
                && customer.contacts().stream()
                        .filter(contact -> kind.equals(Optional.of(contact.kind())))
                        .anyMatch(contact -> DeliveryAddress.key(message.channel(), contact.address())
                                .equals(key));
        return noted
                || addresses.getOrDefault(message.customer(), List.of()).stream()
                        .anyMatch(address ->
                                DeliveryAddress.key(message.channel(), address).equals(key));
    }

    /** A trial goes where it was meant to, an answer where somebody wrote from. */
    private static boolean staysAtItsAddress(ClaimedMessage message) {
        return message.purpose() == Purpose.TEST || message.purpose() == Purpose.REPLY;
    }

    /**
     * What was found.
     *
     * @param instead for each message whose address is the customer's no longer: the one in place of it, or nothing if
     *     there is none that does not get the same already
     */
    record Found(
            Map<CustomerId, Reachable> reachable,
            Map<CustomerId, List<String>> addresses,
            Map<Long, Optional<String>> instead) {

        Optional<String> instead(ClaimedMessage message) {
            return instead.getOrDefault(message.id(), Optional.empty());
        }

        /** Why there is no address to send the message to; nothing if there is one. */
        Optional<String> lack(ClaimedMessage message) {
            if (instead.getOrDefault(message.id(), Optional.of("")).isPresent()) {
                return Optional.empty();
            }
            return Optional.of(
                    addresses.getOrDefault(message.customer(), List.of()).isEmpty()
                            ? "the customer has no such address"
                            : "the other chats have the message");
        }
    }
}
