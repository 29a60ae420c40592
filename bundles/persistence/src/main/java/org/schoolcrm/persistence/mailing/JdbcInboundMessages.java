package org.schoolcrm.persistence.mailing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.InboundText;
import org.schoolcrm.mailing.spi.InboundStore;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Fitting;

/** What people wrote by SQL; whose it is follows from whom its address was written to for. */
public final class JdbcInboundMessages implements InboundStore {

    private static final int KEY_LENGTH = 200;
    private static final int ADDRESS_LENGTH = 300;
    private static final int TEXT_LENGTH = 10_000;

    private final BillingTables tables;

    public JdbcInboundMessages(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public boolean add(ProviderAccountId account, BranchId branch, String channel, InboundMessage message) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "insert into inbound_message (provider_account_id, event_key, branch_id, channel, kind,"
                                                + " address, text, happened_at, received_at) values (:account, :key, :branch, :channel,"
                                                + " :kind, :address, :text, :at, current_timestamp) on conflict do nothing")
                                .bind("account", account.value())
                                .bind("key", Fitting.text(message.eventKey(), KEY_LENGTH))
                                .bind("branch", branch.value())
                                .bind("channel", channel)
                                .bind("kind", message.kind())
                                .bind("address", Fitting.text(message.address(), ADDRESS_LENGTH))
                                .bind("text", Fitting.text(message.text(), TEXT_LENGTH))
                                .bind("at", message.at())
                                .execute())
                == 1;
    }

    @Override
    public Optional<Correspondent> lastWrittenTo(String channel, String address) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select branch_id, customer_id from message"
                                + " where channel = :channel and address = :address and purpose <> 'TEST'"
                                + " order by id desc fetch first row only")
                        .bind("channel", channel)
                        .bind("address", address)
                        .map((row, context) -> new Correspondent(
                                new BranchId(row.getLong("branch_id")), new CustomerId(row.getLong("customer_id"))))
                        .findOne());
    }

    @Override
    public Set<String> writtenFromSince(String channel, Collection<String> addresses, Instant since) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select distinct address from inbound_message"
                                + " where channel = :channel and address = any(cast(:addresses as varchar array))"
                                + " and happened_at > :since and kind <> 'STOP'")
                        .bind("channel", channel)
                        .bindArray("addresses", String.class, addresses.toArray())
                        .bind("since", since)
                        .mapTo(String.class)
                        .set());
    }

    @Override
    public List<InboundText> of(BranchId branch, CustomerId customer, long before, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select i.* from inbound_message i"
                                + " where exists (select 1 from message m where m.customer_id = :customer"
                                + " and m.branch_id = :branch and m.channel = i.channel and m.address = i.address"
                                + " and m.purpose <> 'TEST') and i.branch_id in (0, :branch) and (:before = 0 or i.id < :before)"
                                + " order by i.id desc fetch first :limit rows only")
                        .bind("customer", customer.value())
                        .bind("branch", branch.value())
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((row, context) -> new InboundText(
                                row.getLong("id"),
                                row.getString("channel"),
                                InboundMessage.Kind.valueOf(row.getString("kind")),
                                row.getString("address"),
                                row.getString("text"),
                                row.getTimestamp("happened_at").toInstant()))
                        .list());
    }
}
