package org.schoolcrm.persistence.invoice;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.forecast.spi.StoredForecast;
import org.schoolcrm.forecast.spi.StoredForecasts;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.persistence.BillingTables;

/** Forecasts out of the explanations of their invoices, by SQL. */
public final class JdbcStoredForecasts implements StoredForecasts {

    private static final String SELECT =
            "select id, branch_id, customer_id, explanation from invoice where method = 'FORECAST' and ";
    private static final RowMapper<Optional<StoredForecast>> FORECAST = (row, context) -> {
        var snapshot = ExplanationDocument.read(row.getString("explanation")).snapshot();
        return snapshot == null
                ? Optional.empty()
                : Optional.of(new StoredForecast(
                        row.getLong("id"),
                        new BranchId(row.getLong("branch_id")),
                        new CustomerId(row.getLong("customer_id")),
                        snapshot));
    };

    private final BillingTables tables;

    public JdbcStoredForecasts(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<StoredForecast> ofInvoice(long invoice) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + "id = :id")
                        .bind("id", invoice)
                        .map(FORECAST)
                        .findOne()
                        .flatMap(found -> found));
    }

    @Override
    public List<StoredForecast> ended(BranchId branch, DateRange days, long after, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle
                        .createQuery(SELECT
                                + "explanation like '%\"snap\":%' and branch_id = :branch and id > :after"
                                + " and period_end >= :from and period_end <= coalesce(:until, period_end)"
                                + " order by id fetch first :limit rows only")
                        .bind("branch", branch.value())
                        .bind("after", after)
                        .bind("from", days.begin())
                        .bind("until", days.end())
                        .bind("limit", limit)
                        .map(FORECAST)
                        .stream()
                        .flatMap(Optional::stream)
                        .toList());
    }
}
