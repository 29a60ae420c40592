package org.schoolcrm.mailing.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.InboundText;

/** What people wrote or did in channels. Implemented by {@code persistence}. */
@ConsumerType
public interface InboundStore {

    /**
     * Keeps an event; whether it was new.
     *
     * @param branch of the account, {@link org.schoolcrm.mailing.api.Suppression#SCHOOL} for every branch
     */
    boolean add(ProviderAccountId account, BranchId branch, String channel, InboundMessage message);

    /** The customer whom the latest message to that address was for. */
    Optional<Correspondent> lastWrittenTo(String channel, String address);

    /** Those of the addresses from which something was written after that. */
    Set<String> writtenFromSince(String channel, Collection<String> addresses, Instant since);

    /** From addresses at which the branch has written to the customer, the latest first, those before that id; zero begins. */
    List<InboundText> of(BranchId branch, CustomerId customer, long before, int limit);

    /** A customer whom an address is known of. */
    record Correspondent(BranchId branch, CustomerId customer) {}
}
