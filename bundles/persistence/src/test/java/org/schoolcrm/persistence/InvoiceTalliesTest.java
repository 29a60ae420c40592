package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.billing.spi.InvoiceTally;
import org.schoolcrm.billing.spi.InvoiceTally.Standing;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The sums of a branch's invoices by how they stand and when they were issued. */
@OnBothDatabases
class InvoiceTalliesTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-09-10");
    private static final String AUGUST = "2026-07-31T21:00:00Z";
    private static final String SEPTEMBER = "2026-08-31T21:00:00Z";
    private static final List<Instant> BEGINS = List.of(Instant.parse(AUGUST), Instant.parse(SEPTEMBER));

    private final StoreTestApplication stores;
    private final BranchId branch;

    InvoiceTalliesTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        branch = new BranchId(stores.invoices().newIds(1).get(0).value());
    }

    @Test
    void invoices_that_stand_alike_are_added_up() {
        add(InvoiceStatus.AWAITING_PAYMENT, SEPTEMBER, null, "100", "0");
        add(InvoiceStatus.AWAITING_PAYMENT, SEPTEMBER, TODAY, "50", "0.01");
        add(InvoiceStatus.AWAITING_PAYMENT, SEPTEMBER, TODAY.minusDays(1), "7", "1");
        add(InvoiceStatus.PAID, SEPTEMBER, TODAY.minusDays(1), "30", "31");
        add(InvoiceStatus.ARCHIVED, SEPTEMBER, null, "900", "2");

        assertThat(tallies())
                .containsExactlyInAnyOrder(
                        tally(Standing.AWAITING, 2, 2, "150", "0.01"),
                        tally(Standing.EXPIRED, 2, 1, "7", "1"),
                        tally(Standing.PAID, 2, 1, "30", "31"));
    }

    @Test
    void a_month_begins_at_its_first_instant_and_what_is_older_counts_only_if_it_is_unpaid() {
        add(InvoiceStatus.PAID, SEPTEMBER, null, "1", "1");
        add(InvoiceStatus.PAID, "2026-08-31T20:59:59.999999Z", null, "2", "2");
        add(InvoiceStatus.PAID, AUGUST, null, "4", "4");
        add(InvoiceStatus.PAID, "2026-07-31T20:59:59.999999Z", null, "8", "8");
        add(InvoiceStatus.AWAITING_PAYMENT, "2026-07-31T20:59:59.999999Z", null, "16", "0");
        add(InvoiceStatus.AWAITING_PAYMENT, "2020-01-01T00:00:00Z", TODAY.minusYears(5), "32", "0");

        assertThat(tallies())
                .containsExactlyInAnyOrder(
                        tally(Standing.PAID, 2, 1, "1", "1"),
                        tally(Standing.PAID, 1, 2, "6", "6"),
                        tally(Standing.AWAITING, 0, 1, "16", "0"),
                        tally(Standing.EXPIRED, 0, 1, "32", "0"));
    }

    @Test
    void currencies_are_never_added_and_sums_outgrow_an_int() {
        add(InvoiceStatus.PAID, SEPTEMBER, null, "9000000000", "9000000000");
        add(InvoiceStatus.PAID, SEPTEMBER, null, "9000000000", "9000000000");
        add(InvoiceStatus.PAID, SEPTEMBER, null, Money.of("5", "KZT"), Money.of("5", "KZT"));

        assertThat(tallies())
                .containsExactlyInAnyOrder(
                        tally(Standing.PAID, 2, 2, "18000000000", "18000000000"),
                        new InvoiceTally(
                                Standing.PAID, 2, 1, Money.of("5", "KZT"), Money.of("5", "KZT"), Money.of("0", "KZT")));
        assertThat(stores.search().tallies(new BranchId(1), TODAY, BEGINS))
                .as("another branch")
                .isEmpty();
    }

    @Test
    void sums_that_there_is_no_room_for_are_shown_as_the_greatest_there_is() {
        add(InvoiceStatus.PAID, SEPTEMBER, null, "1", "1");
        add(InvoiceStatus.PAID, SEPTEMBER, null, "1", "1");
        stores.transactions()
                .run(() -> stores.jdbi()
                        .useHandle(handle -> handle.createUpdate(
                                        "update invoice set paid = 9223372036854775807 where branch_id = :branch")
                                .bind("branch", branch.value())
                                .execute()));

        assertThat(tallies()).containsExactly(tally(Standing.PAID, 2, 2, "2", "92233720368547758.07"));
    }

    @Test
    void what_went_back_is_added_up_beside_what_was_paid() {
        var amount = Money.of("5", "RUB");
        add(InvoiceStatus.AWAITING_PAYMENT, SEPTEMBER, null, amount, Money.of("2", "RUB"), Money.of("2", "RUB"));
        add(InvoiceStatus.AWAITING_PAYMENT, SEPTEMBER, null, amount, Money.of("1", "RUB"));
        add(InvoiceStatus.PAID, SEPTEMBER, null, amount, amount, Money.of("4", "RUB"));

        assertThat(tallies())
                .containsExactlyInAnyOrder(
                        tally(Standing.AWAITING, 2, 2, "10", "3", "2"), tally(Standing.PAID, 2, 1, "5", "5", "4"));
    }

    private List<InvoiceTally> tallies() {
        return stores.search().tallies(branch, TODAY, BEGINS);
    }

    private static InvoiceTally tally(Standing standing, int month, long invoices, String amount, String paid) {
        return tally(standing, month, invoices, amount, paid, "0");
    }

    private static InvoiceTally tally(
            Standing standing, int month, long invoices, String amount, String paid, String refunded) {
        return new InvoiceTally(
                standing, month, invoices, Money.of(amount, "RUB"), Money.of(paid, "RUB"), Money.of(refunded, "RUB"));
    }

    private void add(InvoiceStatus status, String at, @Nullable LocalDate until, String amount, String paid) {
        add(status, at, until, Money.of(amount, "RUB"), Money.of(paid, "RUB"));
    }

    private void add(InvoiceStatus status, String at, @Nullable LocalDate until, Money amount, Money paid) {
        add(status, at, until, amount, paid, Money.zero(paid.currency()));
    }

    private void add(
            InvoiceStatus status, String at, @Nullable LocalDate until, Money amount, Money paid, Money refunded) {
        var sample = Samples.invoice(stores.invoices().newIds(1).get(0), new CustomerId(301));
        var was = sample.invoice();
        var begin = until == null ? was.term().from() : until;
        var invoice = new Invoice(
                was.id(),
                "n-" + was.id(),
                new BilledAccount(branch, was.customer(), was.account()),
                new InvoicedAmount(was.method(), amount, was.period()),
                new PaymentTerm(begin, until),
                new PaymentState(status, paid, refunded, false, Set.of(), null),
                new Issuance(Instant.parse(at), null));
        stores.transactions()
                .run(() -> stores.invoices()
                        .addAll(List.of(new NewInvoice(
                                invoice, sample.tokenHash(), sample.sealedToken(), sample.explanation()))));
    }
}
