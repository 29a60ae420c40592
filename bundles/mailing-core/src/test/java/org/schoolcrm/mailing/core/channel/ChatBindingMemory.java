package org.schoolcrm.mailing.core.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBinding;
import org.schoolcrm.mailing.core.MailingMemory;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;

/** Bound chats in memory. */
public final class ChatBindingMemory implements ChatBindingStore {

    public final List<ChatBinding> bound = new ArrayList<>();
    public final List<String> moves = new ArrayList<>();
    private final Map<String, Invitation> invitations = new HashMap<>();
    private final Map<String, Instant> expiry = new HashMap<>();
    private final MailingMemory.Messages messages;
    public int queries;
    private long ids;

    public ChatBindingMemory(MailingMemory.Messages messages) {
        this.messages = messages;
    }

    @Override
    public List<ChatBinding> of(BranchId branch, Collection<CustomerId> customers) {
        queries++;
        return bound.stream()
                .filter(one -> one.branch().equals(branch) && customers.contains(one.customer()))
                .toList();
    }

    @Override
    public Optional<ChatBinding> find(long id) {
        return bound.stream().filter(one -> one.id() == id).findFirst();
    }

    @Override
    public boolean bind(Invitation to, ProviderAccountId account, String chat, Instant at) {
        boolean known = bound.stream()
                .anyMatch(one -> one.customer().equals(to.customer())
                        && one.branch().equals(to.branch())
                        && one.account().equals(account)
                        && one.chat().equals(chat));
        return !known && bound.add(new ChatBinding(++ids, to.branch(), to.customer(), account, to.channel(), chat, at));
    }

    @Override
    public boolean end(long id) {
        return bound.removeIf(one -> one.id() == id);
    }

    @Override
    public void move(String channel, String from, String to) {
        moves.add(channel + ": " + from + " -> " + to);
    }

    @Override
    public Map<Long, Set<String>> alsoSentTo(Collection<Long> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, this::others));
    }

    private Set<String> others(long id) {
        var own = Objects.requireNonNull(messages.rows.get(id));
        return messages.rows.entrySet().stream()
                .filter(other -> other.getKey() != id && sayTheSame(own, other.getValue()))
                .map(other -> other.getValue().route().address())
                .collect(Collectors.toSet());
    }

    private static boolean sayTheSame(NewMessage one, NewMessage other) {
        return one.run() != null
                && one.run().equals(other.run())
                && one.purpose() == other.purpose()
                && one.about().customer().equals(other.about().customer())
                && one.about().account().equals(other.about().account());
    }

    @Override
    public void invite(Invitation invitation, String tokenHash, Instant expiresAt) {
        invitations.put(tokenHash, invitation);
        expiry.put(tokenHash, expiresAt);
    }

    @Override
    public Optional<Invitation> accept(String channel, String tokenHash, Instant at) {
        var found = invitations.get(tokenHash);
        return found == null
                        || !found.channel().equals(channel)
                        || !expiry.get(tokenHash).isAfter(at)
                ? Optional.empty()
                : Optional.ofNullable(invitations.remove(tokenHash));
    }

    @Override
    public void forgetInvitations(Instant expiredBefore) {
        expiry.entrySet().removeIf(one -> one.getValue().isBefore(expiredBefore));
        invitations.keySet().retainAll(expiry.keySet());
    }
}
