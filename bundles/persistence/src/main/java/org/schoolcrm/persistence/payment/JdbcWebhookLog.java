package org.schoolcrm.persistence.payment;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.acquiring.spi.WebhookLog;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.persistence.BillingTables;

/** The inbox without its contents, which stay sealed. */
public final class JdbcWebhookLog implements WebhookLog {

    private final BillingTables tables;

    public JdbcWebhookLog(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<ReceivedWebhooks.Call> recent(BranchId branch, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select w.id, m.name, m.provider, w.state, w.received_at,"
                                + " w.done_at from webhook_inbox w join merchant_account m"
                                + " on m.id = w.merchant_account_id where m.branch_id = :branch"
                                + " order by w.id desc limit :limit")
                        .bind("branch", branch.value())
                        .bind("limit", limit)
                        .map((row, context) -> {
                            var done = row.getObject("done_at", OffsetDateTime.class);
                            return new ReceivedWebhooks.Call(
                                    row.getLong("id"),
                                    row.getString("name"),
                                    row.getString("provider"),
                                    ReceivedWebhooks.State.valueOf(row.getString("state")),
                                    row.getObject("received_at", OffsetDateTime.class)
                                            .toInstant(),
                                    done == null ? null : done.toInstant());
                        })
                        .list());
    }

    @Override
    public Optional<BranchId> reopen(long id) {
        return tables.jdbi().withHandle(handle -> {
            handle.createUpdate("update webhook_inbox set state = 'WAITING', done_at = null where id = :id")
                    .bind("id", id)
                    .execute();
            return handle.createQuery("select m.branch_id from webhook_inbox w join merchant_account m"
                            + " on m.id = w.merchant_account_id where w.id = :id")
                    .bind("id", id)
                    .mapTo(Long.class)
                    .findOne()
                    .map(BranchId::new);
        });
    }
}
