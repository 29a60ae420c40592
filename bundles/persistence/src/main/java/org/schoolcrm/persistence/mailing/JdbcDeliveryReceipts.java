package org.schoolcrm.persistence.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore;
import org.schoolcrm.persistence.BillingTables;

/** The inbox of receipts by SQL; a message is found by the provider's number or by ours. */
public final class JdbcDeliveryReceipts implements DeliveryReceiptStore {

    private static final RowMapper<Matched> MATCHED = (row, context) -> new Matched(
            new BranchId(row.getLong("branch_id")),
            new ProviderAccountId(row.getLong("receiving_account_id")),
            row.getString("channel"),
            new DeliveryReceipt(
                    row.getString("event_key"),
                    row.getString("provider_id"),
                    row.getString("reference"),
                    DeliveryReceipt.Kind.valueOf(row.getString("kind")),
                    Cause.valueOf(row.getString("cause")),
                    row.getString("detail"),
                    row.getTimestamp("happened_at").toInstant()),
            row.getLong("id"),
            MessageState.valueOf(row.getString("state")),
            row.getString("address"));

    private final BillingTables tables;

    public JdbcDeliveryReceipts(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public void addAll(ProviderAccountId account, List<DeliveryReceipt> receipts) {
        tables.jdbi().useHandle(handle -> {
            for (var receipt : receipts) {
                handle.createUpdate(
                                "insert into message_receipt (provider_account_id, event_key, provider_id, reference, kind,"
                                        + " cause, detail, happened_at, received_at, open) values (:account, :key, :providerId,"
                                        + " :reference, :kind, :cause, :detail, :at, current_timestamp, true)"
                                        + " on conflict do nothing")
                        .bind("account", account.value())
                        .bind("key", receipt.eventKey())
                        .bind("providerId", receipt.providerId())
                        .bind("reference", receipt.reference())
                        .bind("kind", receipt.kind())
                        .bind("cause", receipt.cause())
                        .bind("detail", receipt.detail())
                        .bind("at", receipt.at())
                        .execute();
            }
        });
    }

    @Override
    public List<Matched> match(int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select r.*, r.provider_account_id as receiving_account_id, m.id, m.channel, m.state, m.address,"
                                        + " m.branch_id from message_receipt r join message m"
                                        + " on m.provider_account_id = r.provider_account_id and (m.provider_id = r.provider_id"
                                        + " or m.id = case when r.reference like 'o-%'"
                                        + " then cast(substring(r.reference from 3) as bigint) end)"
                                        + " where r.open order by r.happened_at, r.event_key fetch first :limit rows only")
                        .bind("limit", limit)
                        .map(MATCHED)
                        .list());
    }

    @Override
    public void settle(ProviderAccountId account, String eventKey) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("update message_receipt set open = false"
                                + " where provider_account_id = :account and event_key = :key")
                        .bind("account", account.value())
                        .bind("key", eventKey)
                        .execute());
    }

    @Override
    public void forget(Duration waiting) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("update message_receipt set open = false where open"
                                + " and received_at < current_timestamp - cast(:seconds as int) * interval '1' second")
                        .bind("seconds", waiting.toSeconds())
                        .execute());
    }

    @Override
    public boolean move(long message, Set<MessageState> from, MessageState to, String detail) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("update message set state = :to, detail = :detail,"
                                        + " fence = fence + 1, changed_at = current_timestamp"
                                        + " where id = :id and state = any(cast(:from as varchar array))")
                                .bind("to", to)
                                .bind("detail", detail)
                                .bind("id", message)
                                .bindArray(
                                        "from",
                                        String.class,
                                        from.stream().map(MessageState::name).toArray())
                                .execute())
                == 1;
    }
}
