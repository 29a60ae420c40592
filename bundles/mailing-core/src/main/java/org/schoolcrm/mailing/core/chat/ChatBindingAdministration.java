package org.schoolcrm.mailing.core.chat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.mailing.api.ChatBinding;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Makes the links by which chats are bound, and ends bindings. Links that have expired long ago are forgotten. */
public final class ChatBindingAdministration implements ChatBindings {

    /** A link from the card is handed on, perhaps in the evening; one from an invoice is opened by whoever asked. */
    private static final Duration OF_STAFF = Duration.ofHours(24);

    private static final Duration OF_HOLDERS = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(1);

    private final ChatBindingStore bindings;
    private final Routing routing;
    private final Outbox outbox;
    private final Customers customers;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public ChatBindingAdministration(
            ChatBindingStore bindings,
            Routing routing,
            Outbox outbox,
            Customers customers,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.bindings = bindings;
        this.routing = routing;
        this.outbox = outbox;
        this.customers = customers;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<String> channels(BranchId branch) {
        return routing.connected().stream()
                .filter(one -> one.account().serves(branch))
                .filter(one -> one.adapter().profile().addresses() == AddressKind.CHAT)
                .map(ConnectedChannel::name)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<BoundChat> of(BranchId branch, CustomerId customer) {
        return bindings.of(branch, List.of(customer)).stream()
                .map(one -> new BoundChat(one, isRefused(one)))
                .toList();
    }

    private boolean isRefused(ChatBinding one) {
        var spellings = DeliveryAddress.spellings(one.channel(), one.chat());
        return !outbox.suppressed(one.branch(), one.channel(), spellings).isEmpty();
    }

    @Override
    public Optional<ChatBinding> find(long id) {
        return bindings.find(id);
    }

    @Override
    public Invitation invite(BranchId branch, CustomerId customer, String channel, Actor actor) {
        if (customers.reachable(branch, Set.of(customer)).isEmpty()) {
            throw HostProblem.CUSTOMER_UNKNOWN.refuse(customer);
        }
        var until = clock.now().plus(OF_STAFF);
        var token = ChatToken.fresh();
        var link = link(branch, channel, token).orElseThrow(() -> MailingProblem.CHANNEL_ABSENT.refuse(channel));
        transactions.run(() -> {
            bindings.invite(new ChatBindingStore.Invitation(branch, customer, channel), token.hash(), until);
            audit.record(new AuditRecord(actor, branch.value(), "chat.invited", "customer:" + customer, null, channel));
        });
        return new Invitation(channel, link, until);
    }

    @Override
    public Optional<URI> inviteHolder(BranchId branch, CustomerId customer, String channel) {
        var token = ChatToken.fresh();
        var link = link(branch, channel, token);
        var now = clock.now();
        link.ifPresent(made -> transactions.run(() -> {
            bindings.forgetInvitations(now.minus(KEPT));
            bindings.invite(
                    new ChatBindingStore.Invitation(branch, customer, channel), token.hash(), now.plus(OF_HOLDERS));
        }));
        return link;
    }

    private Optional<URI> link(BranchId branch, String channel, ChatToken token) {
        return routing.find(channel, branch).flatMap(one -> one.adapter().invitation(one.account(), token.text()));
    }

    @Override
    public void end(long id, Actor actor) {
        transactions.run(() -> {
            var was = bindings.find(id).orElseThrow(() -> MailingProblem.CHAT_BINDING_UNKNOWN.refuse(id));
            bindings.end(id);
            audit.record(new AuditRecord(
                    actor, was.branch().value(), "chat.unbound", "customer:" + was.customer(), was.channel(), null));
        });
    }
}
