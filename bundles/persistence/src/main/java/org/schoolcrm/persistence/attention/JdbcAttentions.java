package org.schoolcrm.persistence.attention;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** The list of what people have to settle, by SQL. */
public final class JdbcAttentions implements Attentions {

    private static final int DETAIL = 2000;
    private static final RowMapper<Entry> ENTRY = (row, context) -> {
        var closed = row.getObject("closed_at", OffsetDateTime.class);
        return new Entry(
                row.getLong("id"),
                new Attention(
                        row.getLong("branch_id"),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("detail")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getString("closed_by"),
                closed == null ? null : closed.toInstant());
    };

    private final BillingTables tables;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    public JdbcAttentions(BillingTables tables, Audit audit, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void raise(Attention attention) {
        var detail = attention.detail();
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into attention"
                                + " (id, branch_id, kind, subject, detail, since, open_key) values"
                                + " (:id, :branch, :kind, :subject, :detail, :since, :open) on conflict do nothing")
                        .bind("id", tables.ids().next("attention_id"))
                        .bind("branch", attention.branch())
                        .bind("kind", attention.kind())
                        .bind("subject", attention.subject())
                        .bind("detail", detail.substring(0, Math.min(DETAIL, detail.length())))
                        .bind("since", clock.now())
                        .bind("open", openKey(attention.branch(), attention.kind(), attention.subject()))
                        .execute());
    }

    @Override
    public List<Entry> page(long branch, boolean closed, long before, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from attention where branch_id = :branch and id < :before"
                                        + (closed ? "" : " and closed_at is null")
                                        + " order by id desc fetch first :limit rows only")
                        .bind("branch", branch)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map(ENTRY)
                        .list());
    }

    @Override
    public Optional<Entry> find(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from attention where id = :id")
                        .bind("id", id)
                        .map(ENTRY)
                        .findOne());
    }

    @Override
    public Entry close(long id, Actor actor) {
        return transactions.inTransaction(() -> {
            int closed = tables.jdbi()
                    .withHandle(handle -> handle.createUpdate("update attention"
                                    + " set closed_by = :by, closed_at = :at, open_key = null"
                                    + " where id = :id and closed_at is null")
                            .bind("by", actor.name())
                            .bind("at", clock.now())
                            .bind("id", id)
                            .execute());
            var entry = find(id).orElseThrow();
            if (closed == 1) {
                var what = entry.attention();
                audit.record(new AuditRecord(
                        actor, what.branch(), "attention.closed", what.subject(), what.kind(), what.detail()));
            }
            return entry;
        });
    }

    @Override
    public void settle(long branch, String kind, String subject, Actor actor) {
        transactions.run(() -> tables.jdbi()
                .withHandle(handle -> handle.createQuery("select id from attention where open_key = :open")
                        .bind("open", openKey(branch, kind, subject))
                        .mapTo(Long.class)
                        .findOne())
                .ifPresent(id -> close(id, actor)));
    }

    private static String openKey(long branch, String kind, String subject) {
        return branch + " " + kind + " " + subject;
    }
}
