package org.schoolcrm.persistence.invoice;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.Issuer;
import org.schoolcrm.billing.api.IssuerDetails;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.Logo;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Json;

/** Requisites by SQL; nothing is ever changed, only followed by the next version. */
public final class JdbcIssuerStore implements IssuerStore {

    /** The newest of the branch unless it follows the school, else the newest of the school. */
    private static final String EFFECTIVE =
            " from issuer i where i.branch_id in (0, :branch) and i.active and i.version ="
                    + " (select max(n.version) from issuer n where n.branch_id = i.branch_id) order by i.branch_id desc limit 1";

    private static final RowMapper<Issuer> ISSUER = (row, context) -> new Issuer(
            new IssuerScope(row.getLong("branch_id")),
            row.getLong("version"),
            row.getBoolean("active"),
            Json.read(row.getString("details"), IssuerDetails.class),
            row.getString("logo"));

    private final BillingTables tables;

    public JdbcIssuerStore(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Issuer> effective(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select i.*" + EFFECTIVE)
                        .bind("branch", branch.value())
                        .map(ISSUER)
                        .findOne());
    }

    @Override
    public Optional<Issuer> newest(IssuerScope scope) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from issuer where branch_id = :branch order by version desc limit 1")
                        .bind("branch", scope.value())
                        .map(ISSUER)
                        .findOne());
    }

    @Override
    public boolean add(Issuer next) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "insert into issuer (branch_id, version, active, details, logo) values"
                                                + " (:branch, :version, :active, :details, :logo) on conflict do nothing")
                                .bind("branch", next.scope().value())
                                .bind("version", next.version())
                                .bind("active", next.active())
                                .bind("details", Json.write(next.details()))
                                .bind("logo", next.logo())
                                .execute())
                == 1;
    }

    @Override
    public void keep(InvoiceId paid, BranchId branch) {
        keepAll(List.of(paid), branch);
    }

    @Override
    public void keepAll(Collection<InvoiceId> paid, BranchId branch) {
        var invoices = paid.stream().map(InvoiceId::value).sorted().toArray(Long[]::new);
        tables.jdbi().useHandle(handle -> {
            if (insertKept(handle, invoices, branch) < invoices.length) {
                handle.createUpdate("delete from invoice_issuer where invoice_id in"
                                + " (select * from unnest(cast(:invoices as bigint array)))")
                        .bind("invoices", invoices)
                        .execute();
                insertKept(handle, invoices, branch);
            }
        });
    }

    private static int insertKept(Handle handle, Long[] invoices, BranchId branch) {
        return handle.createUpdate("insert into invoice_issuer (invoice_id, branch_id, version)"
                        + " select paid.id, now.branch_id, now.version"
                        + " from unnest(cast(:invoices as bigint array)) as paid(id)"
                        + " cross join (select i.branch_id, i.version" + EFFECTIVE + ") as now on conflict do nothing")
                .bind("invoices", invoices)
                .bind("branch", branch.value())
                .execute();
    }

    @Override
    public Optional<Issuer> kept(InvoiceId paid) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select i.* from issuer i join invoice_issuer k on"
                                + " k.branch_id = i.branch_id and k.version = i.version where k.invoice_id = :invoice")
                        .bind("invoice", paid.value())
                        .map(ISSUER)
                        .findOne());
    }

    @Override
    public void addLogo(String name, Logo logo) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into issuer_logo (name, type, content) values"
                                + " (:name, :type, :content) on conflict do nothing")
                        .bind("name", name)
                        .bind("type", logo.type())
                        .bind("content", logo.content())
                        .execute());
    }

    @Override
    public Optional<Logo> logo(String name) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select type, content from issuer_logo where name = :name")
                        .bind("name", name)
                        .map((row, context) -> new Logo(row.getString("type"), row.getBytes("content")))
                        .findOne());
    }
}
