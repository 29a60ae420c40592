package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.spi.InvoiceOpeningStore;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Openings on their way to the database, which may be away. */
class OpenedInvoicesTest {

    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");
    private static final String TOKEN = "A".repeat(22);

    private final SettableClock clock = new SettableClock(NOON);
    private final Written written = new Written();
    private final OpenedInvoices openings = new OpenedInvoices(written, new DirectTransactions(), clock);

    @Test
    void views_between_two_writes_are_one_opening_at_the_time_of_the_first() {
        assertThat(openings.opened(TOKEN)).isTrue();
        clock.advance(Duration.ofMillis(500));
        openings.opened(TOKEN);
        assertThat(written.rows).isEmpty();

        openings.flush();
        openings.flush();

        assertThat(written.rows).hasSize(1);
        assertThat(written.rows.get(0).at()).isEqualTo(NOON);
        assertThat(written.rows.get(0).tokenHash()).isEqualTo(new InvoiceToken(TOKEN).hash());
    }

    @Test
    void while_the_database_is_away_openings_wait_with_their_time() {
        written.away = true;
        openings.opened(TOKEN);
        openings.flush();
        clock.advance(Duration.ofMinutes(5));
        openings.opened("B".repeat(22));
        openings.flush();
        assertThat(written.rows).isEmpty();

        written.away = false;
        openings.flush();

        assertThat(written.rows)
                .extracting(InvoiceOpeningStore.Opening::at)
                .containsExactlyInAnyOrder(NOON, NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void memory_holds_so_many_and_says_when_it_keeps_no_more() {
        written.away = true;
        for (int i = 0; i < 10_000; i++) {
            assertThat(openings.opened("%022d".formatted(i))).isTrue();
        }
        assertThat(openings.opened(TOKEN)).isFalse();

        written.away = false;
        openings.flush();
        assertThat(openings.opened(TOKEN)).isTrue();
    }

    @Test
    void what_waits_is_written_before_the_bundle_leaves() {
        openings.start();
        openings.opened(TOKEN);
        openings.close();

        assertThat(written.rows).hasSize(1);
    }

    private static final class Written implements InvoiceOpeningStore {

        private final List<Opening> rows = new ArrayList<>();
        private boolean away;

        @Override
        public void addFirst(List<Opening> openings) {
            if (away) {
                throw new IllegalStateException("no connection");
            }
            rows.addAll(openings);
        }

        @Override
        public Map<InvoiceId, Instant> of(Collection<InvoiceId> invoices) {
            return Map.of();
        }
    }
}
