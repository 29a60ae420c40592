package org.schoolcrm.persistence.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.spi.MessageRoutes;
import org.schoolcrm.mailing.spi.Outbox.Hop;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Json;

/** The stations of messages by SQL: what is before a message stands in its row, and is taken out when it goes on. */
public final class JdbcMessageRoutes implements MessageRoutes {

    private static final Set<MessageState> FAILED =
            EnumSet.of(MessageState.REJECTED, MessageState.UNDELIVERED, MessageState.DEAD, MessageState.SUPPRESSED);
    private static final String INSERT = "insert into message (id, branch_id, run_id, customer_id, account_id, channel,"
            + " address, dedup_key, purpose, invoices, template_id, template_version, tag_values, state, attempts,"
            + " not_before, fence, detail, created_at, changed_at, fallback_of, onward, wait_seconds, delivery)"
            + " select :next, branch_id, run_id, customer_id, account_id, :channel, :address,"
            + " delivery || '|' || cast(:key as varchar), purpose, invoices, :template, :version, tag_values, 'PENDING', 0,"
            + " current_timestamp, 0, '', current_timestamp, current_timestamp, id, cast(:onward as text),"
            + " case when cast(:onward as text) is null then null else wait_seconds end, delivery"
            + " from message where id = :id on conflict do nothing";
    /**
     * Whether the same message may have been delivered to another address of the customer, or may yet be; one that was
     * waited for in vain has gone on already, so that nothing is before it any more.
     */
    private static final String ELSEWHERE = "select count(*) from message m join message other"
            + " on other.customer_id = m.customer_id and other.delivery = m.delivery and other.id <> m.id"
            + " where m.id = :id and other.state in ('PENDING', 'RETRY_WAIT', 'HELD', 'SENDING', 'UNCERTAIN', 'ACCEPTED',"
            + " 'DELIVERED')"
            + " and not (other.state = 'ACCEPTED' and other.onward is null and other.wait_seconds is not null)";

    private final BillingTables tables;

    public JdbcMessageRoutes(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public void fail(long message, boolean unreachable) {
        tables.jdbi()
                .useHandle(handle -> handle.createQuery(
                                "select onward from message where id = :id and onward is not null")
                        .bind("id", message)
                        .mapTo(String.class)
                        .findOne()
                        .ifPresent(onward -> handle.createUpdate(
                                        "update message set onward = :onward, go_on_at = current_timestamp where id = :id")
                                .bind("onward", Json.write(before(onward, unreachable)))
                                .bind("id", message)
                                .execute()));
    }

    /** The stations that come into question. */
    private static List<Hop> before(String onward, boolean unreachable) {
        return Stream.of(Json.read(onward, Hop[].class))
                .dropWhile(hop -> hop.onlyIfUnreachable() && !unreachable)
                .toList();
    }

    @Override
    public int goOn(Set<ProviderAccountId> telling, int limit) {
        return tables.jdbi().withHandle(handle -> {
            var due = handle.createQuery("select id, state, provider_account_id, onward from message"
                            + " where go_on_at <= current_timestamp order by go_on_at, id"
                            + " fetch first :limit rows only for update skip locked")
                    .bind("limit", limit)
                    .map((row, context) -> Due.of(row))
                    .list();
            for (var message : due) {
                if (message.goesOn(telling)) {
                    goOn(handle, message);
                } else {
                    postpone(handle, message);
                }
            }
            return due.size();
        });
    }

    /** A message whose time has come. */
    private record Due(long id, MessageState state, ProviderAccountId account, String onward) {

        static Due of(ResultSet row) throws SQLException {
            return new Due(
                    row.getLong("id"),
                    MessageState.valueOf(row.getString("state")),
                    new ProviderAccountId(row.getLong("provider_account_id")),
                    row.getString("onward"));
        }

        boolean goesOn(Set<ProviderAccountId> telling) {
            return FAILED.contains(state) || (state == MessageState.ACCEPTED && telling.contains(account));
        }

        /** Those of a message that failed were looked through already. */
        List<Hop> hops() {
            return before(onward, FAILED.contains(state));
        }
    }

    /** What is of unknown fate may turn out to be with its provider, and is looked at again; all others have arrived. */
    private static void postpone(Handle handle, Due message) {
        handle.createUpdate("update message set go_on_at = case when state in ('UNCERTAIN', 'SENDING')"
                        + " then current_timestamp + wait_seconds * interval '1' second end where id = :id")
                .bind("id", message.id())
                .execute();
    }

    private void goOn(Handle handle, Due message) {
        var hops = message.hops();
        handle.createUpdate("update message set onward = null, go_on_at = null where id = :id")
                .bind("id", message.id())
                .execute();
        if (!hops.isEmpty() && !mayArriveElsewhere(handle, message.id())) {
            add(handle, message.id(), hops.get(0), hops.subList(1, hops.size()));
        }
    }

    private static boolean mayArriveElsewhere(Handle handle, long message) {
        return handle.createQuery(ELSEWHERE)
                        .bind("id", message)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private void add(Handle handle, long message, Hop hop, List<Hop> onward) {
        for (int i = 0; i < hop.addresses().size(); i++) {
            handle.createUpdate(INSERT)
                    .bind("next", tables.ids().next("message_id"))
                    .bind("channel", hop.channel())
                    .bind("address", hop.addresses().get(i))
                    .bind("key", i == 0 ? hop.channel() : hop.channel() + ":" + i)
                    .bind("template", hop.template().value())
                    .bind("version", hop.version())
                    .bind("onward", onward.isEmpty() ? null : Json.write(onward))
                    .bind("id", message)
                    .execute();
        }
    }

    @Override
    public int cancelFollowers(long message, String detail) {
        return tables.jdbi()
                .withHandle(handle -> handle.createUpdate("update message set state = 'CANCELLED', detail = :detail,"
                                + " onward = null, go_on_at = null, changed_at = current_timestamp"
                                + " where fallback_of = :id and state in ('PENDING', 'RETRY_WAIT', 'HELD')"
                                + " and customer_id = (select customer_id from message where id = :id)")
                        .bind("detail", detail)
                        .bind("id", message)
                        .execute());
    }
}
