package org.schoolcrm.mailing.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.spi.MessageRoutes;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.Hop;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Onward;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.runtime.api.Clock;

/** The ways of messages in memory. */
final class RouteMemory implements MessageRoutes {

    private static final Set<MessageState> FAILED =
            Set.of(MessageState.REJECTED, MessageState.UNDELIVERED, MessageState.DEAD, MessageState.SUPPRESSED);
    private static final Set<MessageState> UNSENT =
            Set.of(MessageState.PENDING, MessageState.RETRY_WAIT, MessageState.HELD);

    private final MailingMemory.Messages messages;
    private final Clock clock;
    private final Map<Long, Boolean> unreachable = new HashMap<>();
    private final Set<Long> gone = new HashSet<>();

    RouteMemory(MailingMemory.Messages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public void fail(long message, boolean nobodyThere) {
        unreachable.put(message, nobodyThere);
    }

    @Override
    public int goOn(Set<ProviderAccountId> telling, int limit) {
        var due = messages.rows.keySet().stream()
                .filter(id -> !gone.contains(id))
                .filter(id -> failed(id) || inVain(id, telling))
                .toList();
        due.forEach(this::goOn);
        return 0;
    }

    private boolean failed(long id) {
        return unreachable.containsKey(id) && FAILED.contains(messages.states.get(id));
    }

    private boolean inVain(long id, Set<ProviderAccountId> telling) {
        var onward = messages.rows.get(id).route().onward();
        return onward != null
                && onward.patience() != null
                && messages.states.get(id) == MessageState.ACCEPTED
                && telling.contains(messages.accounts.get(id))
                && !messages.onWire
                        .getOrDefault(id, Instant.MAX)
                        .plus(onward.patience())
                        .isAfter(clock.now());
    }

    private void goOn(long id) {
        gone.add(id);
        var onward = messages.rows.get(id).route().onward();
        if (onward != null) {
            var hops = onward.hops().stream()
                    .dropWhile(hop -> hop.onlyIfUnreachable() && !unreachable.getOrDefault(id, false))
                    .toList();
            hops.stream().limit(1).forEach(hop -> hop.addresses().forEach(address -> add(id, hop, address, hops)));
        }
    }

    private void add(long id, Hop hop, String address, List<Hop> hops) {
        var was = messages.rows.get(id);
        var before = was.route().onward();
        var onward = hops.size() == 1
                ? null
                : new Onward(before.delivery(), hops.subList(1, hops.size()), before.patience());
        messages.addAll(List.of(new NewMessage(
                was.run(),
                was.about(),
                new Route(hop.channel(), address, onward),
                new Content(hop.template(), hop.version(), was.content().values()),
                was.purpose(),
                was.dedupKey() + "|" + hop.channel() + address,
                clock.now())));
        messages.fallbackOf.put(
                messages.rows.keySet().stream().max(Long::compare).orElseThrow(), id);
    }

    @Override
    public int cancelFollowers(long message, String detail) {
        var waiting = messages.fallbackOf.entrySet().stream()
                .filter(one -> one.getValue() == message)
                .map(Map.Entry::getKey)
                .filter(id -> UNSENT.contains(messages.states.get(id)))
                .toList();
        waiting.forEach(id -> messages.states.put(id, MessageState.CANCELLED));
        return waiting.size();
    }
}
