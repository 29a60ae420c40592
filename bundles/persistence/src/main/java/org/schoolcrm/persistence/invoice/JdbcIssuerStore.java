package org.schoolcrm.persistence.invoice;

import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.Logo;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Json;
import org.schoolcrm.persistence.Remembered;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/**
 * Issuer details by SQL; nothing is ever changed, only followed by the next version. The one in force is cached, since
 * every payment keeps it.
 */
public final class JdbcIssuerStore implements IssuerStore {

    /** The newest of the branch unless it follows the school, else the newest of the school. */
    private static final String EFFECTIVE =
            "select i.* from issuer i where i.branch_id in (0, :branch) and i.active and i.version ="
                    + " (select max(n.version) from issuer n where n.branch_id = i.branch_id) order by i.branch_id desc limit 1";

    private static final RowMapper<Issuer> ISSUER = (row, context) -> new Issuer(
            new IssuerScope(row.getLong("branch_id")),
            row.getLong("version"),
            row.getBoolean("active"),
            Json.read(row.getString("details"), IssuerDetails.class),
            row.getString("logo"));

    private final BillingTables tables;
    private final Remembered<BranchId, Optional<IssuerVersion>> inForce;

    public JdbcIssuerStore(BillingTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.inForce = new Remembered<>(transactions, clock);
    }

    @Override
    public Optional<Issuer> effective(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(EFFECTIVE)
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
        inForce.changed();
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
    public Optional<IssuerVersion> inForce(BranchId branch) {
        return inForce.find(branch, of -> Optional.of(readInForce(of))).orElseThrow();
    }

    private Optional<IssuerVersion> readInForce(BranchId branch) {
        return effective(branch).map(issuer -> new IssuerVersion(issuer.scope(), issuer.version()));
    }

    @Override
    public Optional<Issuer> find(IssuerVersion version) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from issuer where branch_id = :branch and version = :version")
                        .bind("branch", version.scope().value())
                        .bind("version", version.number())
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
