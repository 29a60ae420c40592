package org.schoolcrm.persistence.mailing;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.spi.ConsentStore;
import org.schoolcrm.persistence.BillingTables;

/** Consents by SQL. */
public final class JdbcConsents implements ConsentStore {

    private final BillingTables tables;

    public JdbcConsents(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Known> of(BranchId branch, Collection<CustomerId> customers) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from consent where branch_id = :branch"
                                        + " and customer_id = any(cast(:customers as bigint array)) order by customer_id, channel")
                        .bind("branch", branch.value())
                        .bindArray(
                                "customers",
                                Long.class,
                                customers.stream().map(CustomerId::value).toArray())
                        .map((row, context) -> new Known(
                                new CustomerId(row.getLong("customer_id")),
                                row.getString("channel"),
                                row.getBoolean("given") ? Consent.GIVEN : Consent.WITHDRAWN,
                                row.getTimestamp("since").toInstant()))
                        .list());
    }

    @Override
    public void put(BranchId branch, Known consent) {
        tables.jdbi().useHandle(handle -> {
            handle.createUpdate("delete from consent where customer_id = :customer and branch_id = :branch"
                            + " and channel = :channel")
                    .bind("customer", consent.customer().value())
                    .bind("branch", branch.value())
                    .bind("channel", consent.channel())
                    .execute();
            if (consent.consent() != Consent.UNKNOWN) {
                handle.createUpdate("insert into consent (branch_id, customer_id, channel, given, since)"
                                + " values (:branch, :customer, :channel, :given, :since)")
                        .bind("branch", branch.value())
                        .bind("customer", consent.customer().value())
                        .bind("channel", consent.channel())
                        .bind("given", consent.consent() == Consent.GIVEN)
                        .bind("since", consent.since().atOffset(ZoneOffset.UTC))
                        .execute();
            }
        });
    }
}
