package org.schoolcrm.mailing.core.consent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.mailing.api.ChannelConsent;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.api.Consents;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.CustomerChats;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.ConsentStore;
import org.schoolcrm.mailing.spi.ConsentStore.Known;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** What people see and note of a customer's consents; what was held back for the lack of one goes on with it. */
public final class ConsentAdministration implements Consents {

    private final ConsentStore consents;
    private final MessageRegister register;
    private final Customers customers;
    private final CustomerChats chats;
    private final Routing routing;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public ConsentAdministration(
            ConsentStore consents,
            MessageRegister register,
            Customers customers,
            CustomerChats chats,
            Routing routing,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.consents = consents;
        this.register = register;
        this.customers = customers;
        this.chats = chats;
        this.routing = routing;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<ChannelConsent> of(BranchId branch, CustomerId customer) {
        var contacts = contacts(branch, customer);
        var known = known(branch, customer);
        var names = connected(branch).collect(Collectors.toCollection(TreeSet::new));
        names.addAll(known.keySet());
        return names.stream()
                .map(channel -> {
                    var found = known.get(channel);
                    var consent = found == null ? Consent.UNKNOWN : found.consent();
                    return new ChannelConsent(
                            channel,
                            consent,
                            found == null ? null : found.since(),
                            ConsentRule.lets(routing, branch, channel, consent),
                            register.suppressions(branch, channel, spellings(branch, customer, channel, contacts)));
                })
                .toList();
    }

    @Override
    public void set(BranchId branch, CustomerId customer, String channel, Consent consent, Actor actor) {
        var contacts = contacts(branch, customer);
        if (connected(branch).noneMatch(channel::equals)) {
            throw MailingProblem.CHANNEL_ABSENT.refuse(channel);
        }
        transactions.run(() -> {
            var was = known(branch, customer).get(channel);
            consents.put(branch, new Known(customer, channel, consent, clock.now()));
            audit.record(new AuditRecord(
                    actor,
                    branch.value(),
                    "consent.noted",
                    "customer:" + customer + "/channel:" + channel,
                    (was == null ? Consent.UNKNOWN : was.consent()).name(),
                    consent.name()));
            if (ConsentRule.lets(routing, branch, channel, consent)) {
                register.requeueSuppressed(branch, channel, freed(branch, customer, channel, contacts));
            }
        });
    }

    /** The customer's addresses that nothing else holds back. */
    private Set<String> freed(BranchId branch, CustomerId customer, String channel, List<Contact> contacts) {
        var spellings = spellings(branch, customer, channel, contacts);
        register.suppressions(branch, channel, spellings)
                .forEach(one -> spellings.removeAll(DeliveryAddress.spellings(channel, one.address())));
        return spellings;
    }

    private Set<String> spellings(BranchId branch, CustomerId customer, String channel, List<Contact> contacts) {
        var kind = DeliveryAddress.kind(channel);
        var noted = contacts.stream()
                .filter(contact -> kind.filter(contact.kind()::equals).isPresent())
                .map(Contact::address);
        var bound = chats.of(branch, channel, List.of(customer)).getOrDefault(customer, List.of());
        return Stream.concat(noted, bound.stream())
                .map(address -> DeliveryAddress.spellings(channel, address))
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    private Stream<String> connected(BranchId branch) {
        return routing.connected().stream()
                .filter(one -> one.account().serves(branch))
                .map(ConnectedChannel::name);
    }

    private Map<String, Known> known(BranchId branch, CustomerId customer) {
        return consents.of(branch, Set.of(customer)).stream()
                .collect(Collectors.toMap(Known::channel, Function.identity()));
    }

    private List<Contact> contacts(BranchId branch, CustomerId customer) {
        return customers.reachable(branch, Set.of(customer)).stream()
                .findFirst()
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer))
                .contacts();
    }
}
