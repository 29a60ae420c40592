package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.forecast.spi.StoredForecast;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class StoredForecastsTest {

    private static final DateRange SEPTEMBER =
            new DateRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));

    private final StoreTestApplication stores;

    StoredForecastsTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @Test
    void gives_forecasts_page_by_page_by_the_day_on_which_their_period_ended() {
        var first = added(true);
        var without = added(false);
        var second = added(true);

        assertThat(ids(SEPTEMBER, first - 1, 10))
                .containsSubsequence(first, second)
                .doesNotContain(without);
        assertThat(ids(SEPTEMBER, first - 1, 1)).containsExactly(first);
        assertThat(ids(SEPTEMBER, first, 1)).containsExactly(second);
        assertThat(ids(SEPTEMBER, second, 1)).isEmpty();
        assertThat(ids(new DateRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-29")), 0, 10))
                .isEmpty();
        assertThat(stores.forecasts().ended(new BranchId(99), SEPTEMBER, 0, 10)).isEmpty();
    }

    @Test
    void gives_the_snapshot_that_was_stored_byte_for_byte() {
        var id = added(true);

        assertThat(stores.forecasts().ofInvoice(id))
                .contains(new StoredForecast(
                        id, BRANCH, new CustomerId(7), Objects.requireNonNull(Samples.EXPLANATION.snapshot())));
        assertThat(stores.forecasts().ofInvoice(added(false))).isEmpty();
        assertThat(stores.forecasts().ofInvoice(1)).isEmpty();
    }

    private List<Long> ids(DateRange days, long after, int limit) {
        return new ArrayList<>(stores.forecasts().ended(BRANCH, days, after, limit).stream()
                .map(StoredForecast::invoice)
                .toList());
    }

    private long added(boolean withSnapshot) {
        var id = stores.invoices().newIds(1).get(0);
        var row = Samples.invoice(id, new CustomerId(7));
        var explanation = new InvoiceExplanation(Samples.EXPLANATION.lines(), Samples.EXPLANATION.balance());
        var stored =
                withSnapshot ? row : new NewInvoice(row.invoice(), row.tokenHash(), row.sealedToken(), explanation);
        stores.transactions().run(() -> stores.invoices().addAll(List.of(stored)));
        return id.value();
    }
}
