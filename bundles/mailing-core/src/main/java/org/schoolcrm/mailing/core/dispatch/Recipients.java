package org.schoolcrm.mailing.core.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.mailing.api.Composer.Recipient;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.core.channel.CustomerChats;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.runtime.api.Clock;

/** The addresses at which a customer can be reached. */
public final class Recipients {

    private final Customers customers;
    private final Branches branches;
    private final CustomerChats chats;
    private final Clock clock;

    public Recipients(Customers customers, Branches branches, CustomerChats chats, Clock clock) {
        this.customers = customers;
        this.branches = branches;
        this.chats = chats;
        this.clock = clock;
    }

    List<Recipient> of(BranchId branch, CustomerId customer) {
        var noted = facts(branch, customer).contacts().stream().flatMap(contact -> recipient(contact).stream());
        var bound = chats.of(branch, Routing.TELEGRAM, Set.of(customer)).getOrDefault(customer, List.of()).stream()
                .map(chat -> new Recipient(DeliveryMethod.TELEGRAM, chat));
        return Stream.concat(noted, bound).distinct().toList();
    }

    private static Optional<Recipient> recipient(Contact contact) {
        var address = DeliveryAddress.shown(contact.kind(), contact.address());
        return switch (contact.kind()) {
            case EMAIL -> Optional.of(new Recipient(DeliveryMethod.EMAIL, address));
            case MOBILE_PHONE -> Optional.of(new Recipient(DeliveryMethod.SMS, address));
            case TELEGRAM -> Optional.of(new Recipient(DeliveryMethod.TELEGRAM, address));
            case OTHER_PHONE -> Optional.empty();
        };
    }

    private CustomerFacts facts(BranchId branch, CustomerId customer) {
        var zone = branches.find(branch)
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer))
                .zone();
        var today = clock.today(zone);
        return customers.facts(branch, Set.of(customer), new DateRange(today, today), clock.now()).stream()
                .findFirst()
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer));
    }
}
