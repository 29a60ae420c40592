package org.schoolcrm.mailing.core.dispatch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChannelHealth;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.InboundText;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.OutboxMessage.Wait;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.core.approval.ApprovalRule;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore;
import org.schoolcrm.mailing.spi.InboundStore;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.mailing.spi.MessageRegister.Load;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** What operators see and do with messages, suppressed addresses and channels. */
public final class OutboxAdministration implements Messages {

    private static final Set<MessageState> MAY_BE_SENT_AGAIN = Arrays.stream(MessageState.values())
            .filter(MessageState::mayBeSentAgain)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<MessageState> MAY_BE_CANCELLED = Arrays.stream(MessageState.values())
            .filter(MessageState::mayBeCancelled)
            .collect(Collectors.toUnmodifiableSet());

    private final MessageRegister register;
    private final DeliveryReceiptStore receipts;
    private final InboundStore inbound;
    private final ProviderAccountStore accounts;
    private final ChannelPauses pauses;
    private final Outbox outbox;
    private final Routing routing;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public OutboxAdministration(
            MessageRegister register,
            DeliveryReceiptStore receipts,
            InboundStore inbound,
            ProviderAccountStore accounts,
            ChannelPauses pauses,
            Outbox outbox,
            Routing routing,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.register = register;
        this.receipts = receipts;
        this.inbound = inbound;
        this.accounts = accounts;
        this.pauses = pauses;
        this.outbox = outbox;
        this.routing = routing;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<OutboxMessage> list(MessageFilter filter, long before, int limit) {
        return register.list(filter, before, limit);
    }

    @Override
    public Optional<OutboxMessage> find(long id) {
        return register.find(id);
    }

    @Override
    public Map<Long, Wait> waits(List<OutboxMessage> messages) {
        var paused = channelsPaused().keySet();
        var waits = new HashMap<Long, Wait>();
        messages.stream()
                .filter(message -> message.state().isUnderWay())
                .forEach(message -> waits.put(message.id(), wait(message, paused)));
        return waits;
    }

    private Wait wait(OutboxMessage message, Set<String> paused) {
        if (message.state() == MessageState.HELD) {
            return message.detail().startsWith(ApprovalRule.WAITS) ? Wait.TEMPLATE : Wait.RUN;
        }
        if (!routing.isPresent(message.channel(), message.branch())) {
            return Wait.CHANNEL;
        }
        if (message.notBefore().isAfter(clock.now())) {
            return Wait.TIME;
        }
        return paused.contains(message.channel()) ? Wait.PROVIDER : Wait.TURN;
    }

    @Override
    public List<ReceivedReceipt> receipts(long id) {
        return receipts.of(id);
    }

    @Override
    public List<ReceivedReceipt> unmatchedReceipts(BranchId branch, int limit) {
        var serving = accounts.all().stream()
                .filter(account -> account.serves(branch))
                .map(ProviderAccount::id)
                .collect(Collectors.toSet());
        return receipts.unmatched(serving, limit);
    }

    @Override
    public List<InboundText> inbound(BranchId branch, CustomerId customer, long before, int limit) {
        return inbound.of(branch, customer, before, limit);
    }

    @Override
    public OutboxMessage sendAgain(long id, Actor actor) {
        return transactions.inTransaction(() -> {
            var was = register.find(id).orElseThrow(() -> MailingProblem.MESSAGE_UNKNOWN.refuse(id));
            if (!register.requeue(id, MAY_BE_SENT_AGAIN, "sent again by " + actor.name())) {
                throw MailingProblem.MESSAGE_STATE_CONFLICT.refuse(was.state());
            }
            record(
                    actor,
                    was.branch(),
                    "message.sent-again",
                    "message:" + id,
                    was.state().name());
            return register.find(id).orElseThrow();
        });
    }

    @Override
    public OutboxMessage cancel(long id, Actor actor) {
        return transactions.inTransaction(() -> {
            var was = register.find(id).orElseThrow(() -> MailingProblem.MESSAGE_UNKNOWN.refuse(id));
            if (!register.cancel(id, MAY_BE_CANCELLED, "cancelled by " + actor.name())) {
                throw MailingProblem.MESSAGE_STATE_CONFLICT.refuse(was.state());
            }
            record(
                    actor,
                    was.branch(),
                    "message.cancelled",
                    "message:" + id,
                    was.state().name());
            return register.find(id).orElseThrow();
        });
    }

    @Override
    public List<Suppression> suppressions(BranchId branch, int offset, int limit) {
        return register.suppressions(branch, offset, limit);
    }

    @Override
    public void suppress(BranchId branch, String channel, String address, String why, Actor actor) {
        new FieldChecks()
                .require(!channel.isBlank(), "channel", CommonProblem.REQUIRED)
                .require(channel.length() <= 20, "channel", MailingProblem.TOO_LONG, 20)
                .require(!address.isBlank(), "address", CommonProblem.REQUIRED)
                .require(address.length() <= 300, "address", MailingProblem.TOO_LONG, 300)
                .require(why.length() <= 500, "why", MailingProblem.TOO_LONG, 500)
                .refuseAs(MailingProblem.MESSAGE_INVALID);
        transactions.run(() -> {
            outbox.suppress(branch, channel, DeliveryAddress.key(channel, address), why);
            record(actor, branch, "address.suppressed", "channel:" + channel, null);
        });
    }

    @Override
    public int unsuppress(BranchId branch, String channel, String address, Actor actor) {
        return transactions.inTransaction(() -> {
            var spellings = DeliveryAddress.spellings(channel, address);
            if (!register.unsuppress(branch, channel, spellings)) {
                throw MailingProblem.SUPPRESSION_UNKNOWN.refuse();
            }
            record(actor, branch, "address.allowed", "channel:" + channel, null);
            return register.requeueSuppressed(branch, channel, spellings);
        });
    }

    @Override
    public List<ChannelHealth> channels() {
        var loads = register.loads().stream().collect(Collectors.toMap(Load::channel, Function.identity()));
        var paused = channelsPaused();
        var present = routing.connected().stream().map(ConnectedChannel::name).collect(Collectors.toSet());
        return Stream.of(loads.keySet(), paused.keySet(), present)
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .map(name -> health(name, present.contains(name), paused.get(name), loads.get(name)))
                .toList();
    }

    /** Channels none of whose accounts works just now. */
    private Map<String, ChannelPause> channelsPaused() {
        var pausesById = pauses.all().stream().collect(Collectors.toMap(ChannelPause::account, Function.identity()));
        var paused = new HashMap<String, ChannelPause>();
        routing.connected().stream()
                .collect(Collectors.groupingBy(ConnectedChannel::name))
                .forEach((channel, accounts) -> {
                    var found = accounts.stream()
                            .flatMap(one -> Optional.ofNullable(pausesById.get(one.id())).stream())
                            .toList();
                    if (found.size() == accounts.size()) {
                        paused.put(channel, found.get(0));
                    }
                });
        return paused;
    }

    private static ChannelHealth health(
            String name, boolean present, @Nullable ChannelPause pause, @Nullable Load load) {
        return new ChannelHealth(
                name,
                present,
                pause,
                load == null ? Map.of() : load.messages(),
                load == null ? null : load.oldestWaiting());
    }

    @Override
    public void release(BranchId branch, String channel, Actor actor) {
        transactions.run(() -> {
            var lifted = routing.connected().stream()
                    .filter(one -> one.name().equals(channel))
                    .filter(one -> pauses.release(one.id()))
                    .count();
            if (lifted == 0) {
                throw MailingProblem.CHANNEL_NOT_PAUSED.refuse();
            }
            record(actor, branch, "channel.released", "channel:" + channel, null);
        });
    }

    private void record(Actor actor, BranchId branch, String action, String subject, @Nullable String before) {
        audit.record(new AuditRecord(actor, branch.value(), action, subject, before, null));
    }
}
