package org.schoolcrm.mailing.core.inbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.InboundText;
import org.schoolcrm.mailing.core.MailingMemory;
import org.schoolcrm.mailing.spi.InboundStore;

/** What people wrote, in memory. */
public final class InboundMemory implements InboundStore {

    public final List<InboundMessage> kept = new ArrayList<>();
    private final MailingMemory.Messages messages;

    public InboundMemory(MailingMemory.Messages messages) {
        this.messages = messages;
    }

    @Override
    public boolean add(ProviderAccountId account, BranchId branch, String channel, InboundMessage message) {
        boolean isNew = kept.stream().noneMatch(one -> one.eventKey().equals(message.eventKey()));
        return isNew && kept.add(message);
    }

    @Override
    public Optional<Correspondent> lastWrittenTo(String channel, String address) {
        return new TreeMap<>(messages.rows)
                .descendingMap().values().stream()
                        .filter(row -> row.route().channel().equals(channel)
                                && row.route().address().equals(address))
                        .map(row -> new Correspondent(
                                row.about().branch(), row.about().customer()))
                        .findFirst();
    }

    @Override
    public Set<String> writtenFromSince(String channel, Collection<String> addresses, Instant since) {
        return kept.stream()
                .filter(one -> one.at().isAfter(since))
                .map(InboundMessage::address)
                .filter(addresses::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public List<InboundText> of(BranchId branch, CustomerId customer, long before, int limit) {
        throw new UnsupportedOperationException();
    }
}
