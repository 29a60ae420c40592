package org.schoolcrm.persistence.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.mailing.api.ReceivedReceipt.Effect;
import org.schoolcrm.mailing.spi.DeliveryProgress;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Fitting;

/** The inbox of receipts by SQL; a message is found by the provider's number or by ours. */
public final class JdbcDeliveryReceipts implements DeliveryReceiptStore {

    private static final Pattern OURS = Pattern.compile("o-(\\d{1,18})");
    private static final int NUMBER_LENGTH = 200;
    private static final int REFERENCE_LENGTH = 60;
    private static final int DETAIL_LENGTH = 2000;

    private static final RowMapper<DeliveryReceipt> RECEIPT = (row, context) -> new DeliveryReceipt(
            row.getString("event_key"),
            row.getString("receipt_provider_id"),
            row.getString("reference"),
            DeliveryReceipt.Kind.valueOf(row.getString("kind")),
            Cause.valueOf(row.getString("cause")),
            row.getString("detail"),
            row.getTimestamp("happened_at").toInstant());

    private static final RowMapper<Matched> MATCHED = (row, context) -> new Matched(
            new BranchId(row.getLong("branch_id")),
            new ProviderAccountId(row.getLong("receiving_account_id")),
            row.getString("channel"),
            RECEIPT.map(row, context),
            row.getLong("id"),
            row.getString("address"));

    private static final RowMapper<ReceivedReceipt> RECEIVED = (row, context) -> new ReceivedReceipt(
            new ProviderAccountId(row.getLong("provider_account_id")),
            row.getString("provider_id"),
            DeliveryReceipt.Kind.valueOf(row.getString("kind")),
            Cause.valueOf(row.getString("cause")),
            row.getString("detail"),
            row.getTimestamp("happened_at").toInstant(),
            row.getTimestamp("received_at").toInstant(),
            Effect.valueOf(Objects.requireNonNullElse(row.getString("effect"), Effect.WAITS.name())));

    private final BillingTables tables;

    public JdbcDeliveryReceipts(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public void addAll(ProviderAccountId account, List<DeliveryReceipt> receipts) {
        tables.jdbi().useHandle(handle -> {
            for (var receipt : receipts) {
                handle.createUpdate(
                                "insert into message_receipt (provider_account_id, event_key, provider_id, reference,"
                                        + " message_id, kind, cause, detail, happened_at, received_at, open) values (:account, :key,"
                                        + " :providerId, :reference, :message, :kind, :cause, :detail, :at, current_timestamp, true)"
                                        + " on conflict do nothing")
                        .bind("account", account.value())
                        .bind("key", Fitting.text(receipt.eventKey(), NUMBER_LENGTH))
                        .bind("providerId", Fitting.textOrNull(receipt.providerId(), NUMBER_LENGTH))
                        .bind("reference", Fitting.textOrNull(receipt.reference(), REFERENCE_LENGTH))
                        .bind("message", ours(receipt.reference()))
                        .bind("kind", receipt.kind())
                        .bind("cause", receipt.cause())
                        .bind("detail", Fitting.text(receipt.detail(), DETAIL_LENGTH))
                        .bind("at", receipt.at())
                        .execute();
            }
        });
    }

    /** A reference is what a provider says it is: it may be anything. */
    private static @Nullable Long ours(@Nullable String reference) {
        var number = OURS.matcher(Objects.requireNonNullElse(reference, ""));
        return number.matches() ? Long.valueOf(number.group(1)) : null;
    }

    @Override
    public List<Matched> match(int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select r.*, r.provider_account_id as receiving_account_id, r.provider_id as receipt_provider_id,"
                                        + " m.id, m.channel, m.address, m.branch_id from message_receipt r join message m"
                                        + " on m.provider_account_id = r.provider_account_id and (m.provider_id = r.provider_id"
                                        + " or (m.id = r.message_id and (r.kind <> 'UNDELIVERED' or r.provider_id is null"
                                        + " or m.provider_id is null)))"
                                        + " where r.open and m.state <> 'SENDING'"
                                        + " order by r.happened_at, r.event_key fetch first :limit rows only")
                        .bind("limit", limit)
                        .map(MATCHED)
                        .list());
    }

    @Override
    public DeliveryProgress lock(long message) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from message where id = :id for update")
                        .bind("id", message)
                        .map((row, context) -> MessageRows.progress(row))
                        .one());
    }

    @Override
    public void save(long message, DeliveryProgress progress, DeliveryReceipt receipt) {
        var moments = progress.moments();
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("update message set state = :state, detail = :detail,"
                                + " delivered_at = :delivered, read_at = :read, failed_at = :failed, failure = :failure,"
                                + " provider_id = coalesce(provider_id, :providerId), fence = fence + 1,"
                                + " changed_at = current_timestamp where id = :id")
                        .bind("state", progress.state())
                        .bind("detail", moments.failed() == null ? "" : Fitting.text(receipt.detail(), DETAIL_LENGTH))
                        .bind("delivered", moments.delivered())
                        .bind("read", moments.read())
                        .bind("failed", moments.failed())
                        .bind("failure", moments.failure())
                        .bind("providerId", Fitting.textOrNull(receipt.providerId(), NUMBER_LENGTH))
                        .bind("id", message)
                        .execute());
    }

    @Override
    public void settle(Matched matched, Effect effect) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update message_receipt set open = false, message_id = :message, effect = :effect"
                                        + " where provider_account_id = :account and event_key = :key and open")
                        .bind("message", matched.message())
                        .bind("effect", effect)
                        .bind("account", matched.account().value())
                        .bind("key", matched.receipt().eventKey())
                        .execute());
    }

    @Override
    public void forget(Duration waiting) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update message_receipt set open = false, effect = 'UNMATCHED' where open"
                                        + " and received_at < current_timestamp - cast(:seconds as int) * interval '1' second")
                        .bind("seconds", waiting.toSeconds())
                        .execute());
    }

    @Override
    public List<ReceivedReceipt> of(long message) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from message_receipt where message_id = :id"
                                + " and effect in ('APPLIED', 'STALE') order by happened_at, received_at, event_key")
                        .bind("id", message)
                        .map(RECEIVED)
                        .list());
    }

    @Override
    public List<ReceivedReceipt> unmatched(Set<ProviderAccountId> accounts, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from message_receipt where effect = 'UNMATCHED'"
                                + " and provider_account_id = any(cast(:accounts as bigint array))"
                                + " order by received_at desc, event_key fetch first :limit rows only")
                        .bindArray(
                                "accounts",
                                Long.class,
                                accounts.stream().map(ProviderAccountId::value).toArray())
                        .bind("limit", limit)
                        .map(RECEIVED)
                        .list());
    }
}
