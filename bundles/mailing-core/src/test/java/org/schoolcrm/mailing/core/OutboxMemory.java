package org.schoolcrm.mailing.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.core.dispatch.Dispatcher;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.mailing.spi.DeliveryProgress;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.runtime.api.Clock;

/** The outbox as operators, pauses and receipts see it, in memory. */
public final class OutboxMemory {

    public final Pauses pauses = new Pauses();
    public final Register register = new Register();
    public final Receipts receipts = new Receipts();
    private final MailingMemory.Messages messages;
    private final Clock clock;

    public OutboxMemory(MailingMemory.Messages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    public static final class Pauses implements ChannelPauses {

        private final Map<ProviderAccountId, ChannelPause> pauses = new LinkedHashMap<>();

        @Override
        public List<ChannelPause> all() {
            return List.copyOf(pauses.values());
        }

        @Override
        public Optional<ChannelPause> find(ProviderAccountId account) {
            return Optional.ofNullable(pauses.get(account));
        }

        @Override
        public void put(ChannelPause pause) {
            if (!isStopped(pause.account()) || pause.kind() == ChannelPause.Kind.STOPPED) {
                pauses.put(pause.account(), pause);
            }
        }

        @Override
        public boolean lift(ProviderAccountId account) {
            return !isStopped(account) && release(account);
        }

        @Override
        public boolean release(ProviderAccountId account) {
            return pauses.remove(account) != null;
        }

        private boolean isStopped(ProviderAccountId account) {
            return find(account)
                    .filter(pause -> pause.kind() == ChannelPause.Kind.STOPPED)
                    .isPresent();
        }
    }

    public final class Register implements MessageRegister {

        @Override
        public List<OutboxMessage> list(MessageFilter filter, long before, int limit) {
            return messages.rows.keySet().stream()
                    .map(this::view)
                    .filter(one -> filter.states().isEmpty() || filter.states().contains(one.state()))
                    .sorted(Comparator.comparingLong(OutboxMessage::id).reversed())
                    .limit(limit)
                    .toList();
        }

        @Override
        public Optional<OutboxMessage> find(long id) {
            return Optional.ofNullable(messages.rows.get(id)).map(row -> view(id));
        }

        @Override
        public boolean requeue(long id, Set<MessageState> from, String detail) {
            boolean may = from.contains(messages.states.get(id));
            if (may) {
                messages.states.put(id, MessageState.PENDING);
                messages.attempts.put(id, 0);
                messages.due.put(id, clock.now());
            }
            return may;
        }

        @Override
        public boolean cancel(long id, Set<MessageState> from, String detail) {
            boolean may = from.contains(messages.states.get(id));
            if (may) {
                messages.states.put(id, MessageState.CANCELLED);
            }
            return may;
        }

        @Override
        public List<Suppression> suppressions(BranchId branch, int offset, int limit) {
            return messages.suppressed.stream()
                    .map(address -> new Suppression(Suppression.SCHOOL, "email", address, "", clock.now()))
                    .toList();
        }

        @Override
        public List<Suppression> suppressions(BranchId branch, String channel, Collection<String> addresses) {
            return messages.suppressed(branch, channel, addresses).keySet().stream()
                    .map(address -> new Suppression(branch, channel, address, "", clock.now()))
                    .toList();
        }

        @Override
        public boolean unsuppress(BranchId branch, String channel, Set<String> spellings) {
            return messages.suppressed.removeIf(address -> spellings.contains(address.toLowerCase(Locale.ROOT)));
        }

        @Override
        public int requeueSuppressed(BranchId branch, String channel, Set<String> spellings) {
            return (int) List.copyOf(messages.rows.keySet()).stream()
                    .filter(id -> spellings.contains(
                            messages.rows.get(id).route().address().toLowerCase(Locale.ROOT)))
                    .filter(id -> requeue(id, Set.of(MessageState.SUPPRESSED), ""))
                    .count();
        }

        @Override
        public List<Load> loads() {
            var loads = new LinkedHashMap<String, Map<MessageState, Long>>();
            messages.rows.forEach(
                    (id, row) -> loads.computeIfAbsent(row.route().channel(), key -> new EnumMap<>(MessageState.class))
                            .merge(messages.states.get(id), 1L, Long::sum));
            return loads.entrySet().stream()
                    .map(one -> new Load(one.getKey(), one.getValue(), null))
                    .toList();
        }

        /** Every message of the account is of today. */
        @Override
        public Map<MessageState, Long> countsOf(ProviderAccountId account, Instant since) {
            var counts = new EnumMap<MessageState, Long>(MessageState.class);
            messages.rows.keySet().stream()
                    .filter(id -> account.equals(messages.accounts.get(id)))
                    .forEach(id -> counts.merge(messages.states.get(id), 1L, Long::sum));
            return counts;
        }

        private OutboxMessage view(long id) {
            var row = messages.rows.get(id);
            return new OutboxMessage(
                    id,
                    row.about().branch(),
                    row.run(),
                    row.about().customer(),
                    row.about().account(),
                    row.purpose().name(),
                    row.route().channel(),
                    row.route().address(),
                    messages.states.get(id),
                    messages.attempts.get(id),
                    messages.due.get(id),
                    messages.providerIds.get(id),
                    messages.details.getOrDefault(id, ""),
                    messages.moments(id),
                    messages.fallbackOf.get(id),
                    clock.now(),
                    row.about().invoices());
        }
    }

    public final class Receipts implements DeliveryReceiptStore {

        private final Map<String, DeliveryReceipt> kept = new LinkedHashMap<>();
        private final Map<String, Instant> received = new LinkedHashMap<>();
        private final Map<String, ReceivedReceipt.Effect> effects = new LinkedHashMap<>();
        private final Map<String, Long> about = new LinkedHashMap<>();

        @Override
        public void addAll(ProviderAccountId account, List<DeliveryReceipt> receipts) {
            receipts.forEach(receipt -> {
                kept.putIfAbsent(receipt.eventKey(), receipt);
                received.putIfAbsent(receipt.eventKey(), clock.now());
            });
        }

        @Override
        public List<Matched> match(int limit) {
            var found = new ArrayList<Matched>();
            for (var receipt : kept.values()) {
                for (var id : messages.rows.keySet()) {
                    boolean mine = (receipt.providerId() != null
                                    && receipt.providerId().equals(messages.providerIds.get(id)))
                            || Dispatcher.reference(id).equals(receipt.reference());
                    if (mine
                            && messages.states.get(id) != MessageState.SENDING
                            && !effects.containsKey(receipt.eventKey())) {
                        var row = messages.rows.get(id);
                        found.add(new Matched(
                                row.about().branch(),
                                messages.accounts.get(id),
                                row.route().channel(),
                                receipt,
                                id,
                                row.route().address()));
                    }
                }
            }
            return found;
        }

        @Override
        public DeliveryProgress lock(long message) {
            return new DeliveryProgress(messages.states.get(message), messages.moments(message));
        }

        @Override
        public void save(long message, DeliveryProgress progress, DeliveryReceipt receipt) {
            messages.states.put(message, progress.state());
            messages.moments.put(message, progress.moments());
        }

        @Override
        public void settle(Matched matched, ReceivedReceipt.Effect effect) {
            effects.putIfAbsent(matched.receipt().eventKey(), effect);
            about.put(matched.receipt().eventKey(), matched.message());
        }

        @Override
        public void forget(Duration waiting) {
            received.forEach((key, at) -> {
                if (at.isBefore(clock.now().minus(waiting))) {
                    effects.putIfAbsent(key, ReceivedReceipt.Effect.UNMATCHED);
                }
            });
        }

        @Override
        public List<ReceivedReceipt> of(long message) {
            return received(key -> about.getOrDefault(key, 0L) == message);
        }

        @Override
        public List<ReceivedReceipt> unmatched(Set<ProviderAccountId> accounts, int limit) {
            return received(key -> effects.get(key) == ReceivedReceipt.Effect.UNMATCHED);
        }

        private List<ReceivedReceipt> received(Predicate<String> wanted) {
            return kept.entrySet().stream()
                    .filter(one -> wanted.test(one.getKey()))
                    .map(one -> new ReceivedReceipt(
                            new ProviderAccountId(1),
                            one.getValue().providerId(),
                            one.getValue().kind(),
                            one.getValue().cause(),
                            one.getValue().detail(),
                            one.getValue().at(),
                            received.get(one.getKey()),
                            effects.get(one.getKey())))
                    .toList();
        }
    }
}
