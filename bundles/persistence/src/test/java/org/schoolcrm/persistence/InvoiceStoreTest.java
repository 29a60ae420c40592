package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.persistence.Samples.BRANCH;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class InvoiceStoreTest {

    private static final BranchId OTHER_BRANCH = new BranchId(77);
    private static final CustomerId ANNA = new CustomerId(101);
    private static final CustomerId BORIS = new CustomerId(102);

    private final StoreTestApplication stores;

    InvoiceStoreTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @Test
    void gives_back_every_field_as_it_was() {
        var row = Samples.invoice(newId(), ANNA);

        stores.transactions().run(() -> stores.invoices().addAll(List.of(row)));

        assertThat(stores.invoices().find(row.invoice().id())).contains(row.invoice());
        assertThat(stores.invoices().findByTokenHash(row.tokenHash())).contains(row.invoice());
        assertThat(stores.invoices().sealedToken(row.invoice().id())).contains(row.sealedToken());
        assertThat(stores.invoices().explanation(row.invoice().id())).contains(Samples.EXPLANATION);
        assertThat(stores.invoices().find(new InvoiceId(1))).isEmpty();
    }

    @Test
    void gives_back_what_may_be_absent() {
        var old = Samples.invoice(newId(), ANNA);
        var invoice = old.invoice();
        var day = LocalDate.parse("2026-09-30");
        var full = new Invoice(
                invoice.id(),
                invoice.number(),
                invoice.billed(),
                new InvoicedAmount(invoice.method(), invoice.amount(), new DateRange(day, null)),
                new PaymentTerm(day, day),
                new PaymentState(
                        InvoiceStatus.PAID,
                        invoice.amount(),
                        Money.of("0.02", "RUB"),
                        false,
                        Set.of(),
                        new IssuerVersion(IssuerScope.of(BRANCH), 3)),
                new Issuance(invoice.issuedAt(), 7L));

        stores.transactions()
                .run(() -> stores.invoices()
                        .addAll(List.of(new NewInvoice(full, old.tokenHash(), old.sealedToken(), old.explanation()))));

        assertThat(stores.invoices().find(full.id())).contains(full);
        assertThat(stores.invoices().findAll(List.of(full.id(), new InvoiceId(1))))
                .containsExactly(full);
    }

    @Test
    void saves_every_field_that_a_step_changes() {
        var id = added(ANNA);
        var details = new IssuerVersion(IssuerScope.SCHOOL, 2);
        var day = LocalDate.parse("2026-09-01");

        var paid = stores.transactions()
                .inTransaction(() -> stores.invoices()
                        .change(
                                id,
                                invoice -> invoice.book(new ReceivedPayment(Money.of("1500.01", "RUB"), day))
                                        .under(details)
                                        .close()))
                .orElseThrow()
                .after();

        assertThat(paid.paidUnder()).isEqualTo(details);
        assertThat(stores.invoices().find(id)).contains(paid);
    }

    @Test
    void saves_the_step_and_nothing_when_the_step_refuses() {
        var id = added(ANNA);

        var archived =
                stores.transactions().inTransaction(() -> stores.invoices().change(id, Invoice::archive));
        assertThat(archived.orElseThrow().before().status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(stores.invoices().find(id).orElseThrow().status()).isEqualTo(InvoiceStatus.ARCHIVED);

        assertThatThrownBy(() -> stores.transactions()
                        .inTransaction(() -> stores.invoices().change(id, Invoice::archive)))
                .hasMessageContaining("invoice-is-archived");
        assertThat(stores.invoices().find(id).orElseThrow().status()).isEqualTo(InvoiceStatus.ARCHIVED);
    }

    @Test
    void lets_two_payments_at_once_take_turns() throws Exception {
        var id = added(ANNA);
        var kopeck = new ReceivedPayment(Money.of("0.01", "RUB"), LocalDate.parse("2026-09-01"));
        var before = stores.invoices().find(id).orElseThrow().paid();

        inParallel(
                16,
                () -> stores.transactions()
                        .inTransaction(() -> stores.invoices().change(id, invoice -> invoice.book(kopeck))));

        assertThat(stores.invoices().find(id).orElseThrow().paid()).isEqualTo(before.plus(Money.of("0.16", "RUB")));
    }

    @Test
    @DisplayName("numbers come from reserved blocks of each branch and year: 32 threads, gaps allowed, none twice")
    void never_gives_a_number_twice_even_if_the_invoice_was_rolled_back() throws Exception {
        var taken = new ConcurrentSkipListSet<Long>();
        var elsewhere = new ConcurrentSkipListSet<Long>();
        var blocks = new ArrayList<Long>();

        inParallel(32, () -> {
            for (int round = 0; round < 10; round++) {
                long first = stores.invoices().reserveNumbers(BRANCH, 2031, 3);
                LongStream.range(first, first + 3)
                        .forEach(number -> assertThat(taken.add(number)).isTrue());
                assertThat(elsewhere.add(stores.invoices().reserveNumbers(OTHER_BRANCH, 2031, 1)))
                        .isTrue();
            }
            return true;
        });
        assertThatThrownBy(() -> stores.transactions().run(() -> {
                    blocks.add(stores.invoices().reserveNumbers(BRANCH, 2031, 1));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(taken).hasSize(960);
        assertThat(elsewhere).hasSize(320).first().isEqualTo(1L);
        assertThat(stores.invoices().reserveNumbers(BRANCH, 2031, 1)).isEqualTo(blocks.get(0) + 1);
        assertThat(stores.invoices().reserveNumbers(BRANCH, 2032, 1)).isEqualTo(1);
    }

    @Test
    void knows_who_has_an_unpaid_invoice_that_is_not_of_the_run_itself() {
        var unpaid = new CustomerId(201);
        var archived = new CustomerId(202);
        var nobody = new CustomerId(203);
        added(unpaid);
        var dead = added(archived);
        stores.transactions().run(() -> stores.invoices().change(dead, Invoice::archive));

        assertThat(stores.invoices().customersWithUnpaid(BRANCH, List.of(unpaid, archived, nobody), 7))
                .isEqualTo(Set.of(unpaid));
    }

    @Test
    void makes_those_who_want_the_same_customers_wait_in_line() throws Exception {
        var inside = new ConcurrentSkipListSet<Long>();

        inParallel(16, () -> {
            stores.transactions().run(() -> {
                stores.invoices().lockCustomers(BRANCH, List.of(BORIS, ANNA));
                assertThat(inside.add(1L)).as("alone with the customers").isTrue();
                inside.clear();
            });
            return true;
        });
    }

    private InvoiceId newId() {
        return stores.invoices().newIds(1).get(0);
    }

    private InvoiceId added(CustomerId customer) {
        var row = Samples.invoice(newId(), customer);
        stores.transactions().run(() -> stores.invoices().addAll(List.of(row)));
        return row.invoice().id();
    }

    private static void inParallel(int threads, Callable<?> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (var done : pool.invokeAll(Collections.nCopies(threads, work))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
