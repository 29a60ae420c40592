package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.spi.InvoiceOpeningStore.Opening;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** First openings of invoices in both databases. */
@OnBothDatabases
class InvoiceOpeningsTest {

    private static final Instant LATER = NOW.plusSeconds(60);

    private final StoreTestApplication stores;

    InvoiceOpeningsTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @Test
    void only_the_first_time_is_kept_and_only_of_invoices_that_exist() {
        var opened = issue();
        var never = issue();
        note(new Opening(opened.tokenHash(), NOW), new Opening(new byte[] {1, 2, 3}, NOW));
        note(new Opening(opened.tokenHash(), LATER));

        assertThat(stores.openings().of(List.of(id(opened), id(never)))).isEqualTo(Map.of(id(opened), NOW));
        assertThat(stores.openings().of(List.of())).isEmpty();
    }

    @Test
    void two_who_tell_of_the_same_invoice_at_once_write_one_row() {
        var opened = issue();
        note(new Opening(opened.tokenHash(), NOW), new Opening(opened.tokenHash(), LATER));

        assertThat(stores.openings().of(List.of(id(opened)))).containsEntry(id(opened), NOW);
    }

    @Test
    void a_payer_who_opens_an_invoice_does_not_wait_for_who_books_on_it() {
        var opened = issue();
        stores.transactions().run(() -> {
            stores.jdbi()
                    .useHandle(handle -> handle.createQuery("select id from invoice where id = :id for update")
                            .bind("id", id(opened).value())
                            .mapTo(Long.class)
                            .one());
            stores.transactions().apart(() -> {
                stores.openings().addFirst(List.of(new Opening(opened.tokenHash(), NOW)));
                return true;
            });
        });

        assertThat(stores.openings().of(List.of(id(opened)))).hasSize(1);
    }

    private NewInvoice issue() {
        var invoice = Samples.invoice(stores.invoices().newIds(1).get(0), new CustomerId(900_001));
        stores.transactions().run(() -> stores.invoices().addAll(List.of(invoice)));
        return invoice;
    }

    private void note(Opening... openings) {
        stores.transactions().run(() -> stores.openings().addFirst(List.of(openings)));
    }

    private static InvoiceId id(NewInvoice invoice) {
        return invoice.invoice().id();
    }
}
