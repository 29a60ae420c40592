package org.schoolcrm.persistence.mailing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMoments;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.spi.DeliveryProgress;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Onward;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.persistence.Json;

/** How a message is written into a row and read from it. */
final class MessageRows {

    static final String INSERT = "insert into message (id, branch_id, run_id, customer_id, account_id, channel,"
            + " address, dedup_key, purpose, invoices, template_id, template_version, tag_values, state, attempts, not_before, fence,"
            + " detail, created_at, changed_at, onward, wait_seconds, delivery)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', 0, ?, 0, '', ?, ?, ?, ?, ?) on conflict do nothing";

    /** Of other states it is not known, or not true, that a provider has the message. */
    private static final Set<MessageState> WITH_PROVIDER =
            EnumSet.of(MessageState.ACCEPTED, MessageState.DELIVERED, MessageState.UNDELIVERED);

    static final RowMapper<ClaimedMessage> CLAIMED = (row, context) -> {
        var bytes = row.getBytes("composed");
        var run = row.getObject("run_id", Long.class);
        return new ClaimedMessage(
                row.getLong("id"),
                row.getLong("fence"),
                new BranchId(row.getLong("branch_id")),
                run == null ? null : new RunId(run),
                new CustomerId(row.getLong("customer_id")),
                row.getString("channel"),
                row.getString("address"),
                Purpose.valueOf(row.getString("purpose")),
                ids(row.getString("invoices")),
                new TemplateId(row.getLong("template_id")),
                row.getString("subject"),
                row.getString("body"),
                row.getBoolean("attaches_invoice"),
                Json.strings(row.getString("tag_values")),
                bytes == null ? null : new ComposedMessage(bytes),
                row.getInt("attempts"));
    };

    private MessageRows() {}

    static DeliveryProgress progress(ResultSet row) throws SQLException {
        var state = MessageState.valueOf(row.getString("state"));
        var failure = row.getString("failure");
        return new DeliveryProgress(
                state,
                new DeliveryMoments(
                        WITH_PROVIDER.contains(state) ? moment(row, "on_wire_at") : null,
                        moment(row, "delivered_at"),
                        moment(row, "read_at"),
                        moment(row, "failed_at"),
                        failure == null ? null : Cause.valueOf(failure)));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    static List<InvoiceId> ids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(InvoiceId::fromString).toList();
    }

    static void bind(PreparedStatement statement, long id, NewMessage message) throws SQLException {
        var run = message.run();
        var about = message.about();
        var content = message.content();
        var due = message.notBefore().atOffset(ZoneOffset.UTC);
        statement.setLong(1, id);
        statement.setLong(2, about.branch().value());
        statement.setObject(3, run == null ? null : run.value(), Types.BIGINT);
        statement.setLong(4, about.customer().value());
        statement.setLong(5, about.account().value());
        statement.setString(6, message.route().channel());
        statement.setString(7, message.route().address());
        statement.setString(8, message.dedupKey());
        statement.setString(9, message.purpose().name());
        statement.setString(
                10, about.invoices().stream().map(InvoiceId::toString).collect(Collectors.joining(",")));
        statement.setLong(11, content.template().value());
        statement.setInt(12, content.version());
        statement.setString(13, Json.write(content.values()));
        statement.setObject(14, due);
        statement.setObject(15, due);
        statement.setObject(16, due);
        bind(statement, message.route().onward());
    }

    /** Most messages have one way only, and rows without these. */
    private static void bind(PreparedStatement statement, @Nullable Onward onward) throws SQLException {
        var patience = onward == null ? null : onward.patience();
        statement.setString(17, onward == null ? null : Json.write(onward.hops()));
        statement.setObject(18, patience == null ? null : (int) patience.toSeconds(), Types.INTEGER);
        statement.setString(19, onward == null ? null : onward.delivery());
    }
}
