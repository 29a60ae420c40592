package org.schoolcrm.persistence.mailing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Json;

/** The outbox by SQL; leases run by the database's clock. */
public final class JdbcOutbox implements Outbox {

    private static final String INSERT = "insert into message (id, branch_id, run_id, customer_id, account_id, channel,"
            + " address, dedup_key, purpose, invoices, template_id, template_version, tag_values, state, attempts, not_before, fence,"
            + " detail, created_at, changed_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', 0, ?, 0, '', ?, ?) on conflict do nothing";

    private static final RowMapper<ClaimedMessage> CLAIMED = (row, context) -> {
        var bytes = row.getBytes("composed");
        var run = row.getObject("run_id", Long.class);
        return new ClaimedMessage(
                row.getLong("id"),
                row.getLong("fence"),
                new BranchId(row.getLong("branch_id")),
                run == null ? null : new RunId(run),
                row.getString("channel"),
                row.getString("address"),
                Purpose.valueOf(row.getString("purpose")),
                ids(row.getString("invoices")),
                row.getString("subject"),
                row.getString("body"),
                Json.strings(row.getString("tag_values")),
                bytes == null ? null : new ComposedMessage(bytes),
                row.getInt("attempts"));
    };

    private final BillingTables tables;

    public JdbcOutbox(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public void addAll(List<NewMessage> messages) {
        var ids = tables.ids().next("message_id", messages.size()).iterator();
        tables.insertAll(INSERT, messages, (statement, message) -> bind(statement, ids.next(), message));
    }

    @Override
    public List<ClaimedMessage> claim(String channel, String dispatcher, Duration lease, int limit) {
        return tables.jdbi().withHandle(handle -> {
            var ids = handle.createQuery("select id from message where channel = :channel"
                            + " and state in ('PENDING', 'RETRY_WAIT') and not_before <= current_timestamp"
                            + " order by not_before, id fetch first :limit rows only for update skip locked")
                    .bind("channel", channel)
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list()
                    .toArray(Long[]::new);
            if (ids.length == 0) {
                return List.of();
            }
            handle.createUpdate("update message set state = 'SENDING', lease_owner = :owner, on_wire_at = null,"
                            + " lease_until = current_timestamp + cast(:seconds as int) * interval '1' second,"
                            + " fence = fence + 1, changed_at = current_timestamp"
                            + " where id = any(cast(:ids as bigint array))")
                    .bind("owner", dispatcher)
                    .bind("seconds", lease.toSeconds())
                    .bind("ids", ids)
                    .execute();
            return handle.createQuery("select m.*, t.subject, t.body from message m join template t"
                            + " on t.id = m.template_id and t.version = m.template_version"
                            + " where m.id = any(cast(:ids as bigint array)) order by m.not_before, m.id")
                    .bind("ids", ids)
                    .map(CLAIMED)
                    .list();
        });
    }

    @Override
    public boolean keepComposed(long id, long fence, ComposedMessage message) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("update message set composed = :bytes"
                                        + " where id = :id and fence = :fence and state = 'SENDING'")
                                .bind("bytes", message.bytes())
                                .bind("id", id)
                                .bind("fence", fence)
                                .execute())
                == 1;
    }

    @Override
    public boolean markOnWire(long id, long fence) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("update message set on_wire_at ="
                                        + " current_timestamp where id = :id and fence = :fence and state = 'SENDING'")
                                .bind("id", id)
                                .bind("fence", fence)
                                .execute())
                == 1;
    }

    @Override
    public boolean complete(
            long id,
            long fence,
            MessageState state,
            @Nullable String providerId,
            @Nullable Instant notBefore,
            String detail) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("update message set state = :state,"
                                        + " provider_id = coalesce(:providerId, provider_id),"
                                        + " not_before = coalesce(:notBefore, not_before), detail = :detail,"
                                        + " attempts = attempts + :counts, lease_owner = null, lease_until = null,"
                                        + " changed_at = current_timestamp"
                                        + " where id = :id and fence = :fence and state = 'SENDING'")
                                .bind("state", state)
                                .bind("providerId", providerId)
                                .bind("notBefore", notBefore)
                                .bind("detail", detail)
                                .bind("counts", state == MessageState.PENDING ? 0 : 1)
                                .bind("id", id)
                                .bind("fence", fence)
                                .execute())
                == 1;
    }

    @Override
    public int reap(Set<String> channelsThatDedupe) {
        return tables.jdbi()
                .withHandle(handle -> handle.createUpdate("update message set state = case"
                                + " when on_wire_at is null or channel = any(cast(:dedupe as varchar array))"
                                + " then 'RETRY_WAIT' else 'UNCERTAIN' end, lease_owner = null, lease_until = null,"
                                + " not_before = current_timestamp, changed_at = current_timestamp"
                                + " where state = 'SENDING' and lease_until < current_timestamp")
                        .bindArray("dedupe", String.class, channelsThatDedupe.toArray())
                        .execute());
    }

    @Override
    public Map<MessageState, Long> count(RunId run) {
        return tables.jdbi().withHandle(handle -> {
            var counts = new EnumMap<MessageState, Long>(MessageState.class);
            handle.createQuery("select state, count(*) as many from message where run_id = :run"
                            + " and purpose = 'INVOICE' group by state")
                    .bind("run", run.value())
                    .map((row, context) -> Map.entry(MessageState.valueOf(row.getString("state")), row.getLong("many")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    @Override
    public Set<String> channelsWaiting(RunId run) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select distinct channel from message where run_id = :run"
                                + " and purpose = 'INVOICE' and state in ('PENDING', 'RETRY_WAIT', 'HELD')")
                        .bind("run", run.value())
                        .mapTo(String.class)
                        .set());
    }

    @Override
    public int move(RunId run, Set<MessageState> from, MessageState to) {
        return tables.jdbi()
                .withHandle(handle -> handle.createUpdate("update message set state = :to,"
                                + " attempts = case when state = 'DEAD' then 0 else attempts end,"
                                + " changed_at = current_timestamp"
                                + " where run_id = :run and state = any(cast(:from as varchar array))")
                        .bind("to", to)
                        .bind("run", run.value())
                        .bindArray(
                                "from",
                                String.class,
                                from.stream().map(MessageState::name).toArray())
                        .execute());
    }

    @Override
    public Set<String> suppressed(String channel, Collection<String> addresses) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select address from suppression where channel = :channel"
                                + " and address = any(cast(:addresses as varchar array))")
                        .bind("channel", channel)
                        .bindArray("addresses", String.class, addresses.toArray())
                        .mapTo(String.class)
                        .set());
    }

    @Override
    public void suppress(String channel, String address, String why) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into suppression (channel, address, why, since)"
                                + " values (:channel, :address, :why, current_timestamp) on conflict do nothing")
                        .bind("channel", channel)
                        .bind("address", address)
                        .bind("why", why)
                        .execute());
    }

    private static List<InvoiceId> ids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(InvoiceId::fromString).toList();
    }

    private static void bind(PreparedStatement statement, long id, NewMessage message) throws SQLException {
        var run = message.run();
        var due = message.notBefore().atOffset(ZoneOffset.UTC);
        statement.setLong(1, id);
        statement.setLong(2, message.branch().value());
        statement.setObject(3, run == null ? null : run.value(), Types.BIGINT);
        statement.setLong(4, message.customer().value());
        statement.setLong(5, message.account().value());
        statement.setString(6, message.channel());
        statement.setString(7, message.address());
        statement.setString(8, message.dedupKey());
        statement.setString(9, message.purpose().name());
        statement.setString(
                10, message.invoices().stream().map(InvoiceId::toString).collect(Collectors.joining(",")));
        statement.setLong(11, message.template().value());
        statement.setInt(12, message.templateVersion());
        statement.setString(13, Json.write(message.values()));
        statement.setObject(14, due);
        statement.setObject(15, due);
        statement.setObject(16, due);
    }
}
