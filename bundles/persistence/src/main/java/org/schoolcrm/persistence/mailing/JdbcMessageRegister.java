package org.schoolcrm.persistence.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.persistence.BillingTables;

/** The outbox as operators look at it, by SQL. */
public final class JdbcMessageRegister implements MessageRegister {

    private static final String REQUEUE = "update message set state = 'PENDING', attempts = 0, detail = :detail,"
            + " fence = fence + 1, not_before = current_timestamp, changed_at = current_timestamp,"
            + " delivered_at = null, read_at = null, failed_at = null, failure = null";

    private static final RowMapper<OutboxMessage> MESSAGE = (row, context) -> {
        var run = row.getObject("run_id", Long.class);
        return new OutboxMessage(
                row.getLong("id"),
                new BranchId(row.getLong("branch_id")),
                run == null ? null : new RunId(run),
                new CustomerId(row.getLong("customer_id")),
                new AccountId(row.getLong("account_id")),
                row.getString("purpose"),
                row.getString("channel"),
                row.getString("address"),
                MessageState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getTimestamp("not_before").toInstant(),
                row.getString("provider_id"),
                row.getString("detail"),
                MessageRows.progress(row).moments(),
                row.getObject("fallback_of", Long.class),
                row.getTimestamp("changed_at").toInstant(),
                MessageRows.ids(row.getString("invoices")));
    };

    private static final RowMapper<Suppression> SUPPRESSION = (row, context) -> new Suppression(
            new BranchId(row.getLong("branch_id")),
            row.getString("channel"),
            row.getString("address"),
            row.getString("why"),
            row.getTimestamp("since").toInstant());

    private final BillingTables tables;

    public JdbcMessageRegister(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<OutboxMessage> list(MessageFilter filter, long before, int limit) {
        var run = filter.run();
        var customer = filter.customer();
        var where = new ArrayList<>(List.of("branch_id = :branch"));
        narrow(where, before > 0, "id < :before");
        narrow(where, !filter.states().isEmpty(), "state = any(cast(:states as varchar array))");
        narrow(where, filter.channel() != null, "channel = :channel");
        narrow(where, run != null, "run_id = :run");
        narrow(where, customer != null, "customer_id = :customer");
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from message where " + String.join(" and ", where)
                                + " order by id desc fetch first :limit rows only")
                        .bind("branch", filter.branch().value())
                        .bind("before", before)
                        .bindArray(
                                "states",
                                String.class,
                                filter.states().stream().map(MessageState::name).toArray())
                        .bind("channel", filter.channel())
                        .bind("run", run == null ? 0 : run.value())
                        .bind("customer", customer == null ? 0 : customer.value())
                        .bind("limit", limit)
                        .map(MESSAGE)
                        .list());
    }

    private static void narrow(List<String> where, boolean wanted, String condition) {
        if (wanted) {
            where.add(condition);
        }
    }

    @Override
    public Optional<OutboxMessage> find(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from message where id = :id")
                        .bind("id", id)
                        .map(MESSAGE)
                        .findOne());
    }

    @Override
    public boolean requeue(long id, Set<MessageState> from, String detail) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        REQUEUE + " where id = :id" + " and state = any(cast(:from as varchar array))")
                                .bind("detail", detail)
                                .bind("id", id)
                                .bindArray(
                                        "from",
                                        String.class,
                                        from.stream().map(MessageState::name).toArray())
                                .execute())
                == 1;
    }

    @Override
    public boolean cancel(long id, Set<MessageState> from, String detail) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("update message set state = 'CANCELLED',"
                                        + " detail = :detail, changed_at = current_timestamp"
                                        + " where id = :id and state = any(cast(:from as varchar array))")
                                .bind("detail", detail)
                                .bind("id", id)
                                .bindArray(
                                        "from",
                                        String.class,
                                        from.stream().map(MessageState::name).toArray())
                                .execute())
                == 1;
    }

    @Override
    public List<Suppression> suppressions(BranchId branch, int offset, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from suppression where branch_id in (0, :branch)"
                                + " order by since desc, channel, address, branch_id"
                                + " offset :offset rows fetch next :limit rows only")
                        .bind("branch", branch.value())
                        .bind("offset", offset)
                        .bind("limit", limit)
                        .map(SUPPRESSION)
                        .list());
    }

    @Override
    public List<Suppression> suppressions(BranchId branch, String channel, Collection<String> addresses) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from suppression where channel = :channel"
                                + " and branch_id in (0, :branch) and lower(address) = any(cast(:addresses as varchar array))"
                                + " order by address, branch_id")
                        .bind("channel", channel)
                        .bind("branch", branch.value())
                        .bindArray("addresses", String.class, addresses.toArray())
                        .map(SUPPRESSION)
                        .list());
    }

    @Override
    public boolean unsuppress(BranchId branch, String channel, Set<String> spellings) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "delete from suppression where branch_id = :branch and channel = :channel"
                                                + " and lower(address) = any(cast(:addresses as varchar array))")
                                .bind("branch", branch.value())
                                .bind("channel", channel)
                                .bindArray("addresses", String.class, spellings.toArray())
                                .execute())
                > 0;
    }

    @Override
    public int requeueSuppressed(BranchId branch, String channel, Set<String> spellings) {
        return tables.jdbi()
                .withHandle(handle -> handle.createUpdate(
                                REQUEUE + " where channel = :channel and :branch in (0, branch_id)"
                                        + " and lower(address) = any(cast(:addresses as varchar array))"
                                        + " and state = 'SUPPRESSED' and not exists (select 1 from message later"
                                        + " where later.fallback_of = message.id and later.customer_id = message.customer_id)")
                        .bind("detail", "it may be written to again")
                        .bind("branch", branch.value())
                        .bind("channel", channel)
                        .bindArray("addresses", String.class, spellings.toArray())
                        .execute());
    }

    @Override
    public List<Load> loads() {
        return tables.jdbi().withHandle(handle -> {
            var counts = new LinkedHashMap<String, Map<MessageState, Long>>();
            var oldest = new LinkedHashMap<String, @Nullable Instant>();
            handle.createQuery("select channel, state, count(*) as many, min(not_before) as due from message"
                            + " group by channel, state order by channel")
                    .map((row, context) -> new Group(
                            row.getString("channel"),
                            MessageState.valueOf(row.getString("state")),
                            row.getLong("many"),
                            row.getTimestamp("due").toInstant()))
                    .forEach(group -> {
                        counts.computeIfAbsent(group.channel(), key -> new EnumMap<>(MessageState.class))
                                .put(group.state(), group.many());
                        if (group.state().isUnderWay()) {
                            oldest.merge(group.channel(), group.due(), (a, b) -> a.isBefore(b) ? a : b);
                        }
                    });
            return counts.entrySet().stream()
                    .map(one -> new Load(one.getKey(), one.getValue(), oldest.get(one.getKey())))
                    .toList();
        });
    }

    @Override
    public Map<MessageState, Long> countsOf(ProviderAccountId account, Instant since) {
        var counts = new EnumMap<MessageState, Long>(MessageState.class);
        tables.jdbi()
                .useHandle(handle -> handle.createQuery("select state, count(*) as many from message"
                                + " where provider_account_id = :account and created_at >= :since group by state")
                        .bind("account", account.value())
                        .bind("since", since)
                        .map((row, context) ->
                                Map.entry(MessageState.valueOf(row.getString("state")), row.getLong("many")))
                        .forEach(one -> counts.put(one.getKey(), one.getValue())));
        return counts;
    }

    private record Group(String channel, MessageState state, long many, Instant due) {}
}
