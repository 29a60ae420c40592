package org.schoolcrm.persistence.mailing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;

/** Mailings as JPA rows; their slots and all versions of templates by SQL. */
public final class SqlMailingStore implements MailingStore {

    static final RowMapper<Template> TEMPLATE = (row, context) -> new Template(
            new TemplateId(row.getLong("id")),
            row.getInt("version"),
            new BranchId(row.getLong("branch_id")),
            DeliveryMethod.valueOf(row.getString("method")),
            row.getString("name"),
            row.getString("subject"),
            row.getString("body"),
            row.getBoolean("attaches_invoice"));

    private final BillingTables tables;
    private final Entities entities;

    public SqlMailingStore(BillingTables tables, Entities entities) {
        this.tables = tables;
        this.entities = entities;
    }

    @Override
    public MailingId newMailingId() {
        return new MailingId(tables.ids().next("mailing_id"));
    }

    @Override
    public TemplateId newTemplateId() {
        return new TemplateId(tables.ids().next("template_id"));
    }

    @Override
    public void save(Mailing mailing, @Nullable Slot next) {
        var changed = entities.change(MailingRow.class, mailing.id().value(), row -> {
            row.take(mailing);
            return row;
        });
        if (changed.isEmpty()) {
            entities.add(new MailingRow(mailing));
        }
        plan(mailing.id(), next);
    }

    /** By SQL, because JPA does not tell PostgreSQL the type of a moment that is null. */
    private void plan(MailingId mailing, @Nullable Slot next) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update mailing set next_slot = :wall, next_at = :at where id = :id")
                        .bindByType("wall", next == null ? null : next.wall(), LocalDateTime.class)
                        .bindByType("at", next == null ? null : next.at(), Instant.class)
                        .bind("id", mailing.value())
                        .execute());
    }

    @Override
    public List<MailingId> due(Instant now) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id from mailing where next_at <= :now order by next_at, id")
                        .bind("now", now)
                        .mapTo(Long.class)
                        .map(MailingId::new)
                        .list());
    }

    @Override
    public Optional<Planned> lockPlanned(MailingId id) {
        return entities.change(MailingRow.class, id.value(), row -> {
            var next = row.next();
            return next == null ? null : new Planned(row.toMailing(), next);
        });
    }

    @Override
    public Optional<Slot> nextSlot(MailingId id) {
        return entities.find(MailingRow.class, id.value()).flatMap(row -> Optional.ofNullable(row.next()));
    }

    @Override
    public void save(Template template) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into template (id, version, branch_id, method,"
                                + " name, subject, body, attaches_invoice)"
                                + " values (:id, :version, :branch, :method, :name, :subject, :body, :attaches)")
                        .bind("id", template.id().value())
                        .bind("version", template.version())
                        .bind("branch", template.branch().value())
                        .bind("method", template.method())
                        .bind("name", template.name())
                        .bind("subject", template.subject())
                        .bind("body", template.body())
                        .bind("attaches", template.attachesInvoice())
                        .execute());
    }

    @Override
    public Optional<Mailing> find(MailingId id) {
        return entities.find(MailingRow.class, id.value())
                .filter(row -> !row.isArchived())
                .map(MailingRow::toMailing);
    }

    @Override
    public Optional<Template> find(TemplateId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from template where id = :id and archived_at is null"
                                + " order by version desc fetch first row only")
                        .bind("id", id.value())
                        .map(TEMPLATE)
                        .findOne());
    }

    @Override
    public Optional<Template> find(TemplateId id, int version) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from template where id = :id and version = :version")
                        .bind("id", id.value())
                        .bind("version", version)
                        .map(TEMPLATE)
                        .findOne());
    }

    /** The first version stands for all of them. */
    @Override
    public Optional<Template> lock(TemplateId id) {
        tables.jdbi()
                .useHandle(handle -> handle.createQuery(
                                "select id from template where id = :id and version = 1 for update")
                        .bind("id", id.value())
                        .mapTo(Long.class)
                        .findOne());
        return find(id);
    }

    @Override
    public void archive(MailingId id, Instant at) {
        archive(
                "update mailing set archived_at = :at, next_slot = null, next_at = null where id = :id",
                id.value(),
                at);
    }

    @Override
    public void archive(TemplateId id, Instant at) {
        archive("update template set archived_at = :at where id = :id", id.value(), at);
    }

    private void archive(String sql, long id, Instant at) {
        tables.jdbi()
                .useHandle(handle ->
                        handle.createUpdate(sql).bind("id", id).bind("at", at).execute());
    }

    @Override
    public List<Mailing> mailings(BranchId branch) {
        return entities.read(manager -> manager
                .createQuery(
                        "select m from MailingRow m where m.branch = :branch and m.archivedAt is null order by m.id",
                        MailingRow.class)
                .setParameter("branch", branch.value())
                .getResultList()
                .stream()
                .map(MailingRow::toMailing)
                .toList());
    }

    @Override
    public List<Template> templates(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select t.* from template t"
                                        + " where t.branch_id = :branch and t.archived_at is null and t.version ="
                                        + " (select max(newest.version) from template newest where newest.id = t.id) order by t.id")
                        .bind("branch", branch.value())
                        .map(TEMPLATE)
                        .list());
    }
}
