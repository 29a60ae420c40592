package org.schoolcrm.persistence.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress.Funnel;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.persistence.BillingTables;

/** The outbox by SQL; leases run by the database's clock. */
public final class JdbcOutbox implements Outbox {

    /** Other than by a paused run. */
    private static final String HELD = "state = 'HELD' and not exists"
            + " (select 1 from mailing_run r where r.id = message.run_id and r.brake = 'PAUSED')";

    private static final String OF_TEXT = " where channel = :channel and branch_id = :branch"
            + " and template_id = :template and template_version = :version and " + HELD;

    /** The invoices of a message are those of its run that it names. */
    private static final String FUNNEL = """
            select count(*) as issued, coalesce(sum(sent), 0) as sent, coalesce(sum(delivered), 0) as delivered,
                   coalesce(sum(seen), 0) as seen, coalesce(sum(opened), 0) as opened, coalesce(sum(paid), 0) as paid
             from (select max(case when m.state in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED') then 1 else 0 end) as sent,
                          max(case when m.delivered_at is null then 0 else 1 end) as delivered,
                          max(case when m.read_at is null then 0 else 1 end) as seen,
                          max(case when o.invoice_id is null then 0 else 1 end) as opened,
                          max(case when i.status = 'PAID' then 1 else 0 end) as paid
                    from message m
                    left join invoice i on i.run_id = m.run_id and i.customer_id = m.customer_id
                     and ',' || m.invoices || ',' like '%,' || cast(i.id as varchar) || ',%'
                    left join invoice_opening o on o.invoice_id = i.id
                   where m.run_id = :run and m.purpose = 'INVOICE'
                   group by m.customer_id, m.account_id) as written
            """;

    private final BillingTables tables;

    public JdbcOutbox(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public void addAll(List<NewMessage> messages) {
        var ids = tables.ids().next("message_id", messages.size()).iterator();
        tables.writeAll(
                MessageRows.INSERT, messages, (statement, message) -> MessageRows.bind(statement, ids.next(), message));
    }

    @Override
    public List<ClaimedMessage> claim(ClaimScope scope, String dispatcher, Duration lease, int limit) {
        var branch = scope.branch();
        return tables.jdbi().withHandle(handle -> {
            var ids = handle.createQuery("select id from message where channel = :channel"
                            + " and state in ('PENDING', 'RETRY_WAIT') and not_before <= current_timestamp"
                            + (branch == null ? "" : " and branch_id = :branch")
                            + " and branch_id <> all(cast(:except as bigint array))"
                            + " and (provider_account_id is null or provider_account_id = :account"
                            + " or (state = 'PENDING' and provider_account_id = any(cast(:idle as bigint array))))"
                            + " order by not_before, id fetch first :limit rows only for update skip locked")
                    .bind("channel", scope.channel())
                    .bindMap(branch == null ? Map.of() : Map.of("branch", branch.value()))
                    .bindArray(
                            "except",
                            Long.class,
                            scope.except().stream().map(BranchId::value).toArray())
                    .bind("account", scope.account().value())
                    .bindArray("idle", Long.class, numbers(scope.idle()))
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list()
                    .toArray(Long[]::new);
            if (ids.length == 0) {
                return List.of();
            }
            handle.createUpdate("update message set state = 'SENDING', lease_owner = :owner, on_wire_at = null,"
                            + " composed = case when provider_account_id is null or provider_account_id = :account"
                            + " then composed end, provider_account_id = :account,"
                            + " lease_until = current_timestamp + cast(:seconds as int) * interval '1' second,"
                            + " fence = fence + 1, changed_at = current_timestamp"
                            + " where id = any(cast(:ids as bigint array))")
                    .bind("account", scope.account().value())
                    .bind("owner", dispatcher)
                    .bind("seconds", lease.toSeconds())
                    .bind("ids", ids)
                    .execute();
            return handle.createQuery("select m.*, t.subject, t.body, t.attaches_invoice from message m join template t"
                            + " on t.id = m.template_id and t.version = m.template_version"
                            + " where m.id = any(cast(:ids as bigint array)) order by m.not_before, m.id")
                    .bind("ids", ids)
                    .map(MessageRows.CLAIMED)
                    .list();
        });
    }

    @Override
    public boolean readdress(long id, long fence, String address) {
        return tables.jdbi()
                        .withHandle(
                                handle -> handle.createUpdate("update message set address = :address, composed = null"
                                                + " where id = :id and fence = :fence and state = 'SENDING'")
                                        .bind("address", address)
                                        .bind("id", id)
                                        .bind("fence", fence)
                                        .execute())
                == 1;
    }

    @Override
    public boolean reword(long id, long fence, int version) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "update message set template_version = :version, composed = null"
                                                + " where id = :id and fence = :fence and state = 'SENDING'")
                                .bind("version", version)
                                .bind("id", id)
                                .bind("fence", fence)
                                .execute())
                == 1;
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
    public boolean markOnWire(long id, long fence, Duration lease) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("update message set on_wire_at = current_timestamp,"
                                        + " go_on_at = current_timestamp + wait_seconds * interval '1' second,"
                                        + " lease_until = current_timestamp + cast(:seconds as int) * interval '1' second"
                                        + " where id = :id and fence = :fence and state = 'SENDING'")
                                .bind("seconds", lease.toSeconds())
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
                                        + forgotten(state)
                                        + " changed_at = current_timestamp"
                                        + " where id = :id and fence = :fence and state = 'SENDING'")
                                .bind("state", state)
                                .bind("providerId", providerId)
                                .bind("notBefore", notBefore)
                                .bind("detail", detail)
                                .bind("counts", state == MessageState.PENDING || state == MessageState.HELD ? 0 : 1)
                                .bind("id", id)
                                .bind("fence", fence)
                                .execute())
                == 1;
    }

    @Override
    public int reap(Set<ProviderAccountId> accountsThatDedupe) {
        return tables.jdbi()
                .withHandle(handle -> handle.createUpdate("update message set state = case"
                                + " when on_wire_at is null or provider_account_id = any(cast(:dedupe as bigint array))"
                                + " then 'RETRY_WAIT' else 'UNCERTAIN' end, lease_owner = null, lease_until = null,"
                                + " not_before = current_timestamp, changed_at = current_timestamp"
                                + " where state = 'SENDING' and lease_until < current_timestamp")
                        .bindArray("dedupe", Long.class, numbers(accountsThatDedupe))
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
    public Funnel funnel(RunId run) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(FUNNEL)
                        .bind("run", run.value())
                        .map((row, context) -> new Funnel(
                                row.getLong("issued"),
                                row.getLong("sent"),
                                row.getLong("delivered"),
                                row.getLong("seen"),
                                row.getLong("opened"),
                                row.getLong("paid")))
                        .one());
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
    public List<HeldText> held(String channel) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select distinct branch_id, template_id, template_version"
                                + " from message where channel = :channel and " + HELD
                                + " order by branch_id, template_id, template_version")
                        .bind("channel", channel)
                        .map((row, context) -> new HeldText(
                                channel,
                                new BranchId(row.getLong("branch_id")),
                                new TemplateId(row.getLong("template_id")),
                                row.getInt("template_version")))
                        .list());
    }

    @Override
    public void explain(HeldText text, String why) {
        tables.jdbi()
                .useHandle(handle -> of(
                                text,
                                handle.createUpdate(
                                        "update message set detail = :why" + OF_TEXT + " and detail <> :why"))
                        .bind("why", why)
                        .execute());
    }

    @Override
    public int release(HeldText text) {
        return tables.jdbi()
                .withHandle(handle -> of(
                                text,
                                handle.createUpdate("update message set state = 'PENDING', detail = '',"
                                        + " changed_at = current_timestamp" + OF_TEXT))
                        .execute());
    }

    private static Update of(HeldText text, Update update) {
        return update.bind("channel", text.channel())
                .bind("branch", text.branch().value())
                .bind("template", text.template().value())
                .bind("version", text.version());
    }

    @Override
    public long remindersWaiting(RunId run) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from message where run_id = :run"
                                + " and purpose = 'REMINDER' and state in ('PENDING', 'RETRY_WAIT', 'HELD')")
                        .bind("run", run.value())
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public int cancelReminders(RunId run, String detail) {
        return tables.jdbi()
                .withHandle(handle -> handle.createUpdate("update message set state = 'CANCELLED', detail = :detail,"
                                + " changed_at = current_timestamp where run_id = :run and purpose = 'REMINDER'"
                                + " and state in ('PENDING', 'RETRY_WAIT', 'HELD')")
                        .bind("detail", detail)
                        .bind("run", run.value())
                        .execute());
    }

    @Override
    public int onWireWithin(ProviderAccountId account, Duration time) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from message where provider_account_id = :account"
                                        + " and on_wire_at > current_timestamp - cast(:millis as int) * interval '0.001' second")
                        .bind("account", account.value())
                        .bind("millis", time.toMillis())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public Set<String> writtenToWithin(String channel, Collection<String> addresses, Duration time) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select distinct address from message"
                                        + " where channel = :channel and address = any(cast(:addresses as varchar array))"
                                        + " and on_wire_at > current_timestamp - cast(:millis as int) * interval '0.001' second")
                        .bind("channel", channel)
                        .bindArray("addresses", String.class, addresses.toArray())
                        .bind("millis", time.toMillis())
                        .mapTo(String.class)
                        .set());
    }

    @Override
    public Map<String, Listed> suppressed(BranchId branch, String channel, Collection<String> addresses) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select lower(address) as address, by_recipient from suppression where channel = :channel"
                                        + " and branch_id in (0, :branch) and lower(address) = any(cast(:addresses as varchar array))")
                        .bind("channel", channel)
                        .bind("branch", branch.value())
                        .bindArray("addresses", String.class, addresses.toArray())
                        .map((row, context) -> Map.entry(
                                row.getString("address"),
                                row.getBoolean("by_recipient") ? Listed.BY_RECIPIENT : Listed.UNREACHABLE))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, JdbcOutbox::stronger)));
    }

    /** The will of the recipient counts before what a provider says. */
    private static Listed stronger(Listed one, Listed other) {
        return one == Listed.BY_RECIPIENT ? one : other;
    }

    @Override
    public void suppress(BranchId branch, String channel, String address, String why) {
        list(branch, channel, address, why, false);
    }

    @Override
    public void refuse(BranchId branch, String channel, String address, String why) {
        list(branch, channel, address, why, true);
    }

    private void list(BranchId branch, String channel, String address, String why, boolean byRecipient) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into suppression (branch_id, channel, address, why, since, by_recipient)"
                                        + " values (:branch, :channel, :address, :why, current_timestamp, :byRecipient)"
                                        + " on conflict do nothing")
                        .bind("branch", branch.value())
                        .bind("channel", channel)
                        .bind("address", address)
                        .bind("why", why)
                        .bind("byRecipient", byRecipient)
                        .execute());
    }

    @Override
    public boolean allow(BranchId branch, String channel, String address) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "delete from suppression where by_recipient"
                                                + " and :branch in (0, branch_id) and channel = :channel and lower(address) = :address")
                                .bind("branch", branch.value())
                                .bind("channel", channel)
                                .bind("address", address)
                                .execute())
                > 0;
    }

    @Override
    public List<PendingDelivery> claimAccepted(ProviderAccountId account, Duration wait, Duration within, int limit) {
        return tables.jdbi().withHandle(handle -> {
            var due = handle.createQuery("select id, provider_id, address, on_wire_at from message"
                            + " where provider_account_id = :account and state = 'ACCEPTED' and provider_id is not null"
                            + " and not_before <= current_timestamp"
                            + " and on_wire_at <= current_timestamp - cast(:wait as int) * interval '1' second"
                            + " and on_wire_at > current_timestamp - cast(:within as int) * interval '1' second"
                            + " order by not_before, id fetch first :limit rows only for update skip locked")
                    .bind("account", account.value())
                    .bind("wait", wait.toSeconds())
                    .bind("within", within.toSeconds())
                    .bind("limit", limit)
                    .map((row, context) -> new PendingDelivery(
                            row.getLong("id"),
                            row.getString("provider_id"),
                            row.getString("address"),
                            row.getTimestamp("on_wire_at").toInstant()))
                    .list();
            handle.createUpdate("update message set not_before = current_timestamp + (current_timestamp - on_wire_at)"
                            + " where id = any(cast(:ids as bigint array))")
                    .bindArray(
                            "ids",
                            Long.class,
                            due.stream().map(PendingDelivery::id).toArray())
                    .execute();
            return due;
        });
    }

    @Override
    public List<UncertainMessage> claimUncertain(ProviderAccountId account, Duration lease, int limit) {
        return tables.jdbi().withHandle(handle -> {
            var ids = handle.createQuery(
                            "select id from message where provider_account_id = :account and state = 'UNCERTAIN'"
                                    + " and not_before <= current_timestamp order by not_before, id"
                                    + " fetch first :limit rows only for update skip locked")
                    .bind("account", account.value())
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list()
                    .toArray(Long[]::new);
            if (ids.length == 0) {
                return List.of();
            }
            handle.createUpdate(
                            "update message set fence = fence + 1, not_before = current_timestamp"
                                    + " + cast(:seconds as int) * interval '1' second where id = any(cast(:ids as bigint array))")
                    .bind("seconds", lease.toSeconds())
                    .bind("ids", ids)
                    .execute();
            return handle.createQuery("select id, fence, coalesce(on_wire_at, changed_at) as since from message"
                            + " where id = any(cast(:ids as bigint array)) order by id")
                    .bind("ids", ids)
                    .map((row, context) -> new UncertainMessage(
                            row.getLong("id"),
                            row.getLong("fence"),
                            row.getTimestamp("since").toInstant()))
                    .list();
        });
    }

    @Override
    public boolean resolve(
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
                                        + forgotten(state)
                                        + " changed_at = current_timestamp"
                                        + " where id = :id and fence = :fence and state = 'UNCERTAIN'")
                                .bind("state", state)
                                .bind("providerId", providerId)
                                .bind("notBefore", notBefore)
                                .bind("detail", detail)
                                .bind("id", id)
                                .bind("fence", fence)
                                .execute())
                == 1;
    }

    /** Nobody replays what a provider has: with files in them, its bytes would soon be most of the database. */
    private static String forgotten(MessageState state) {
        return state == MessageState.ACCEPTED ? " composed = null," : "";
    }

    private static Object[] numbers(Set<ProviderAccountId> accounts) {
        return accounts.stream().map(ProviderAccountId::value).toArray();
    }
}
