package org.schoolcrm.persistence.mailing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;
import org.schoolcrm.persistence.Json;
import org.schoolcrm.runtime.api.Meters;

/** Runs: a single one as a JPA row, their pages, limits and entries by SQL. */
public final class SqlRunStore implements RunStore {

    private static final String WITHIN_LIMITS = "(most_invoices is null or admitted + :invoices <= most_invoices)"
            + " and (most_amount is null or admitted_amount + :amount <= most_amount)";

    private static final RowMapper<Page> PAGE = (row, context) -> new Page(
            new RunId(row.getLong("run_id")),
            row.getInt("number"),
            Arrays.stream(row.getString("customers").split(","))
                    .map(CustomerId::fromString)
                    .toList(),
            row.getBoolean("late"));

    private final BillingTables tables;
    private final Entities entities;
    private final Meters meters;

    public SqlRunStore(BillingTables tables, Entities entities, Meters meters) {
        this.tables = tables;
        this.entities = entities;
        this.meters = meters;
    }

    @Override
    public RunId newId() {
        return new RunId(tables.ids().next("run_id"));
    }

    @Override
    public MailingRun addIfNew(MailingRun run) {
        return tables.jdbi().withHandle(handle -> {
            int added = handle.createUpdate(
                            "insert into mailing_run (id, mailing_id, branch_id, fired_by, settings, template_id,"
                                    + " template_version, state, brake, most_invoices, most_amount, most_cost, missed, issued, started_at,"
                                    + " finished_at, version) values (:id, :mailing, :branch, :firedBy, :settings, :template,"
                                    + " :templateVersion, :state, :brake, :mostInvoices, :mostAmount, :mostCost, :missed, :issued,"
                                    + " :startedAt, :finishedAt, 1)"
                                    + " on conflict do nothing")
                    .bind("id", run.id().value())
                    .bind("mailing", run.mailing().value())
                    .bind("branch", run.branch().value())
                    .bind("firedBy", run.trigger())
                    .bind("settings", Json.write(run.settings()))
                    .bind("template", run.template().id().value())
                    .bind("templateVersion", run.template().version())
                    .bind("state", run.state())
                    .bind("brake", run.brake())
                    .bind("mostInvoices", run.limits().invoices())
                    .bind("mostAmount", run.limits().amount())
                    .bind("mostCost", run.limits().cost())
                    .bind("missed", run.missed())
                    .bind("issued", run.issued())
                    .bind("startedAt", run.startedAt())
                    .bind("finishedAt", run.finishedAt())
                    .execute();
            if (added == 1) {
                count(run.state());
            }
            long counts = handle.createQuery(
                            "select id from mailing_run where mailing_id = :mailing and fired_by = :firedBy")
                    .bind("mailing", run.mailing().value())
                    .bind("firedBy", run.trigger())
                    .mapTo(Long.class)
                    .one();
            return find(new RunId(counts)).orElseThrow();
        });
    }

    @Override
    public Optional<MailingRun> find(RunId id) {
        return entities.find(RunRow.class, id.value()).map(this::withWords);
    }

    @Override
    public List<MailingRun> ofMailing(MailingId mailing) {
        return entities.read(manager -> manager
                .createQuery("select r from RunRow r where r.mailing = :mailing order by r.id desc", RunRow.class)
                .setParameter("mailing", mailing.value())
                .getResultList()
                .stream()
                .map(this::withWords)
                .toList());
    }

    @Override
    public Optional<MailingRun> change(RunId id, UnaryOperator<MailingRun> step) {
        return entities.change(RunRow.class, id.value(), row -> {
            var was = withWords(row);
            var next = step.apply(was);
            row.take(next);
            if (next.state() != was.state()) {
                count(next.state());
            }
            if (next.brake() != was.brake() && next.brake() != MailingRun.Brake.NONE) {
                count(next.brake());
            }
            return next;
        });
    }

    private void count(Enum<?> reached) {
        meters.count("crm.runs", "state", reached.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Page addPage(RunId run, List<CustomerId> customers, boolean late) {
        return tables.jdbi().withHandle(handle -> {
            int number = 1 + last(handle, run);
            handle.createUpdate("insert into run_page (run_id, number, customers, size, late)"
                            + " values (:run, :number, :customers, :size, :late)")
                    .bind("run", run.value())
                    .bind("number", number)
                    .bind(
                            "customers",
                            customers.stream().map(CustomerId::toString).collect(Collectors.joining(",")))
                    .bind("size", late ? 0 : customers.size())
                    .bind("late", late)
                    .execute();
            return new Page(run, number, customers, late);
        });
    }

    @Override
    public Optional<Page> page(RunId run, int number) {
        return page(run, number, "");
    }

    @Override
    public Optional<Page> lockOpenPage(RunId run, int number) {
        return page(run, number, " and done is null for update");
    }

    @Override
    public void finishPage(RunId run, int number, int putOff) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update run_page set done = size - :putOff where run_id = :run and number = :number")
                        .bind("putOff", putOff)
                        .bind("run", run.value())
                        .bind("number", number)
                        .execute());
    }

    @Override
    public boolean hasOpenPages(RunId run) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select exists (select 1 from run_page"
                                + " where run_id = :run and done is null and not late)")
                        .bind("run", run.value())
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public List<Page> openPages(RunId run) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from run_page where run_id = :run and done is null order by number")
                        .bind("run", run.value())
                        .map(PAGE)
                        .list());
    }

    @Override
    public Admission admit(RunId run, long invoices, long amountMinor, @Nullable Long costMinor) {
        return tables.jdbi().withHandle(handle -> {
            int admitted = handle.createUpdate("update mailing_run set admitted = admitted + :invoices,"
                            + " admitted_amount = admitted_amount + :amount, admitted_cost = admitted_cost + :cost where id = :run and brake = 'NONE'"
                            + " and state in ('PLANNING', 'INVOICING')"
                            + " and " + WITHIN_LIMITS
                            + " and (most_cost is null or (:known and admitted_cost + :cost <= most_cost))")
                    .bind("invoices", invoices)
                    .bind("amount", amountMinor)
                    .bind("cost", costMinor == null ? 0L : costMinor)
                    .bind("known", costMinor != null)
                    .bind("run", run.value())
                    .execute();
            return admitted == 1 ? Admission.ADMITTED : whyNot(handle, run, invoices, amountMinor);
        });
    }

    @Override
    public List<CustomerId> takeFailed(RunId run) {
        return tables.jdbi().withHandle(handle -> {
            var failed = handle.createQuery("select distinct customer_id from run_entry where run_id = :run"
                            + " and outcome = 'FAILED' order by customer_id")
                    .bind("run", run.value())
                    .mapTo(Long.class)
                    .map(CustomerId::new)
                    .list();
            handle.createUpdate("delete from run_entry where run_id = :run and outcome = 'FAILED'")
                    .bind("run", run.value())
                    .execute();
            return failed;
        });
    }

    @Override
    public void addEntries(List<RunEntry> entries) {
        tables.writeAll(RunEntries.INSERT, entries, RunEntries::bind);
    }

    @Override
    public List<RunEntry> entries(RunId run, int offset, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from run_entry where run_id = :run"
                                + " order by customer_id, account_id offset :offset rows fetch next :limit rows only")
                        .bind("run", run.value())
                        .bind("offset", offset)
                        .bind("limit", limit)
                        .map(RunEntries.ROW)
                        .list());
    }

    @Override
    public Tally tally(RunId run) {
        return tables.jdbi().withHandle(handle -> RunEntries.tally(handle, run));
    }

    private Optional<Page> page(RunId run, int number, String more) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from run_page where run_id = :run and number = :number" + more)
                        .bind("run", run.value())
                        .bind("number", number)
                        .map(PAGE)
                        .findOne());
    }

    private static Admission whyNot(Handle handle, RunId run, long invoices, long amountMinor) {
        return handle.createQuery("select case when " + WITHIN_LIMITS + " then 'BEYOND_COST' else 'BEYOND_LIMITS' end"
                        + " from mailing_run where id = :run and brake = 'NONE' and state in ('PLANNING', 'INVOICING')")
                .bind("run", run.value())
                .bind("invoices", invoices)
                .bind("amount", amountMinor)
                .mapTo(Admission.class)
                .findOne()
                .orElse(Admission.HELD_BACK);
    }

    private static int last(Handle handle, RunId run) {
        handle.createQuery("select id from mailing_run where id = :run for update")
                .bind("run", run.value())
                .mapTo(Long.class)
                .one();
        return handle.createQuery("select coalesce(max(number), 0) from run_page where run_id = :run")
                .bind("run", run.value())
                .mapTo(Integer.class)
                .one();
    }

    private MailingRun withWords(RunRow row) {
        Template words = tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from template where id = :id and version = :version")
                        .bind("id", row.template().value())
                        .bind("version", row.templateVersion())
                        .map(SqlMailingStore.TEMPLATE)
                        .one());
        return row.toRun(words);
    }
}
