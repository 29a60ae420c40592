package org.schoolcrm.persistence.mailing;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBinding;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.persistence.BillingTables;

/** Bound chats and the links to bind them by SQL. */
public final class JdbcChatBindings implements ChatBindingStore {

    private static final RowMapper<ChatBinding> BINDING = (row, context) -> new ChatBinding(
            row.getLong("id"),
            new BranchId(row.getLong("branch_id")),
            new CustomerId(row.getLong("customer_id")),
            new ProviderAccountId(row.getLong("provider_account_id")),
            row.getString("channel"),
            row.getString("chat"),
            row.getTimestamp("bound_at").toInstant());

    private final BillingTables tables;

    public JdbcChatBindings(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<ChatBinding> of(BranchId branch, Collection<CustomerId> customers) {
        return customers.isEmpty()
                ? List.of()
                : tables.jdbi()
                        .withHandle(handle -> handle.createQuery("select * from chat_binding"
                                        + " where customer_id = any(cast(:customers as bigint array))"
                                        + " and branch_id = :branch order by id")
                                .bind("branch", branch.value())
                                .bindArray(
                                        "customers",
                                        Long.class,
                                        customers.stream()
                                                .map(CustomerId::value)
                                                .toArray())
                                .map(BINDING)
                                .list());
    }

    @Override
    public Optional<ChatBinding> find(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from chat_binding where id = :id")
                        .bind("id", id)
                        .map(BINDING)
                        .findOne());
    }

    @Override
    public boolean bind(Invitation to, ProviderAccountId account, String chat, Instant at) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("insert into chat_binding (branch_id, customer_id,"
                                        + " provider_account_id, channel, chat, bound_at)"
                                        + " values (:branch, :customer, :account, :channel, :chat, :at)"
                                        + " on conflict do nothing")
                                .bind("branch", to.branch().value())
                                .bind("customer", to.customer().value())
                                .bind("account", account.value())
                                .bind("channel", to.channel())
                                .bind("chat", chat)
                                .bind("at", at)
                                .execute())
                == 1;
    }

    @Override
    public boolean end(long id) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("delete from chat_binding where id = :id")
                                .bind("id", id)
                                .execute())
                == 1;
    }

    /** Who has bound the chat under its new number already has it once; what is on the wire keeps its number. */
    @Override
    public void move(String channel, String from, String to) {
        tables.jdbi().useHandle(handle -> {
            for (var sql : List.of(
                    "delete from chat_binding where channel = :channel and chat = :from and exists (select 1"
                            + " from chat_binding o where o.customer_id = chat_binding.customer_id"
                            + " and o.branch_id = chat_binding.branch_id"
                            + " and o.provider_account_id = chat_binding.provider_account_id and o.chat = :to)",
                    "update chat_binding set chat = :to where channel = :channel and chat = :from",
                    "update message set address = :to, composed = null where channel = :channel and address = :from"
                            + " and state in ('PENDING', 'RETRY_WAIT', 'HELD', 'SUPPRESSED')",
                    "insert into suppression (branch_id, channel, address, why, since, by_recipient)"
                            + " select branch_id, channel, :to, why, since, by_recipient from suppression"
                            + " where channel = :channel and address = :from on conflict do nothing",
                    "delete from suppression where channel = :channel and address = :from")) {
                handle.createUpdate(sql)
                        .bind("channel", channel)
                        .bind("from", from)
                        .bind("to", to)
                        .execute();
            }
        });
    }

    @Override
    public Map<Long, Set<String>> alsoSentTo(Collection<Long> messages) {
        return messages.isEmpty()
                ? Map.of()
                : tables.jdbi()
                        .withHandle(handle -> handle.createQuery("select m.id, o.address from message m join message o"
                                        + " on o.run_id = m.run_id and o.customer_id = m.customer_id"
                                        + " and o.account_id = m.account_id and o.purpose = m.purpose"
                                        + " and o.channel = m.channel and o.id <> m.id"
                                        + " where m.id = any(cast(:messages as bigint array))")
                                .bindArray("messages", Long.class, messages.toArray())
                                .reduceRows(new HashMap<Long, Set<String>>(), (found, row) -> {
                                    found.computeIfAbsent(row.getColumn("id", Long.class), id -> new HashSet<>())
                                            .add(row.getColumn("address", String.class));
                                    return found;
                                }));
    }

    @Override
    public void invite(Invitation invitation, String tokenHash, Instant expiresAt) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into chat_invitation (token_hash, branch_id,"
                                + " customer_id, channel, expires_at)"
                                + " values (:hash, :branch, :customer, :channel, :expiresAt)")
                        .bind("hash", tokenHash)
                        .bind("branch", invitation.branch().value())
                        .bind("customer", invitation.customer().value())
                        .bind("channel", invitation.channel())
                        .bind("expiresAt", expiresAt)
                        .execute());
    }

    @Override
    public Optional<Invitation> accept(String channel, String tokenHash, Instant at) {
        return tables.jdbi().withHandle(handle -> {
            int used = handle.createUpdate("update chat_invitation set used_at = :at where token_hash = :hash"
                            + " and channel = :channel and used_at is null and expires_at > :at")
                    .bind("at", at)
                    .bind("hash", tokenHash)
                    .bind("channel", channel)
                    .execute();
            return used == 0
                    ? Optional.empty()
                    : handle.createQuery("select branch_id, customer_id, channel from chat_invitation"
                                    + " where token_hash = :hash")
                            .bind("hash", tokenHash)
                            .map((row, context) -> new Invitation(
                                    new BranchId(row.getLong("branch_id")),
                                    new CustomerId(row.getLong("customer_id")),
                                    row.getString("channel")))
                            .findOne();
        });
    }

    @Override
    public void forgetInvitations(Instant expiredBefore) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from chat_invitation where expires_at < :before")
                        .bind("before", expiredBefore)
                        .execute());
    }
}
