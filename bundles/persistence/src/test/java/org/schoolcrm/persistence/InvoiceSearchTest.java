package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.OperationReport.Operation;
import org.schoolcrm.billing.api.report.OperationReport.Outcome;
import org.schoolcrm.billing.api.report.OperationReport.Row;
import org.schoolcrm.billing.spi.BilledNames.Billed;
import org.schoolcrm.billing.spi.InvoiceSearch.Position;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Which invoices a filter finds, in which order, and the reports of what was done to them. */
@OnBothDatabases
class InvoiceSearchTest {

    private static final CustomerId ANNA = new CustomerId(301);
    private static final CustomerId BORIS = new CustomerId(302);
    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");

    private final StoreTestApplication stores;
    private final BranchId branch;

    InvoiceSearchTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        branch = new BranchId(stores.invoices().newIds(1).get(0).value());
    }

    @Test
    @DisplayName("R060 by customer, status, method, day of issue, expiry and part of the number")
    void each_part_of_a_filter_narrows() {
        var annas = add(ANNA, 100);
        var boris = add(BORIS, 200);
        stores.transactions().run(() -> stores.invoices().change(boris, Invoice::archive));

        assertThat(found(all())).containsExactly(boris, annas);
        assertThat(found(filter(ANNA, Set.of(), null, null, null, null, null))).containsExactly(annas);
        assertThat(found(filter(null, Set.of(InvoiceStatus.ARCHIVED), null, null, null, null, null)))
                .containsExactly(boris);
        assertThat(found(filter(null, Set.of(), CalculationMethod.MANUAL, null, null, null, null)))
                .isEmpty();
        assertThat(found(filter(null, Set.of(), null, Samples.NOW, null, null, null)))
                .hasSize(2);
        assertThat(found(filter(null, Set.of(), null, null, Samples.NOW, null, null)))
                .isEmpty();
        assertThat(found(filter(null, Set.of(), null, null, null, LocalDate.MAX.withYear(2100), null)))
                .as("no term, no expiry")
                .isEmpty();
        assertThat(found(filter(null, Set.of(), null, null, null, null, "-" + annas + "")))
                .containsExactly(annas);
        assertThat(found(filter(null, Set.of(), null, null, null, null, "_%")))
                .as("a number is no pattern")
                .isEmpty();
        assertThat(found(InvoiceFilter.all(new BranchId(1)))).isEmpty();
    }

    @Test
    void pages_in_every_order_show_each_invoice_once() {
        var amounts = List.of(300L, 100L, 200L, 100L, 100L);
        var ids = amounts.stream()
                .map(amount -> add(amount == 200 ? BORIS : ANNA, amount))
                .toList();

        for (var key : InvoiceSort.Key.values()) {
            var up = walk(new InvoiceSort(key, false));
            var down = walk(new InvoiceSort(key, true));
            assertThat(up).containsExactlyInAnyOrderElementsOf(ids);
            Collections.reverse(down);
            assertThat(down).isEqualTo(up);
        }
        assertThat(walk(new InvoiceSort(InvoiceSort.Key.AMOUNT, false)))
                .containsExactly(ids.get(1), ids.get(3), ids.get(4), ids.get(2), ids.get(0));
    }

    @Test
    @DisplayName("R060 the column «Клиент» is ordered by name, whatever the numbers of the customers are")
    void customers_are_ordered_by_name() {
        var names = List.of("Яшина Ольга", "ООО «Глобус-99»", "ёлкина", "«Астра»", "Ежова Анна", "Морозов", "");
        var ids = new ArrayList<InvoiceId>();
        for (var name : names) {
            ids.add(add(new CustomerId(900 - ids.size()), 100, name));
        }

        var up = walk(new InvoiceSort(InvoiceSort.Key.CUSTOMER, false));

        assertThat(up)
                .extracting(id -> names.get(ids.indexOf(id)))
                .containsExactly("", "«Астра»", "Ежова Анна", "ёлкина", "Морозов", "ООО «Глобус-99»", "Яшина Ольга");
        var down = walk(new InvoiceSort(InvoiceSort.Key.CUSTOMER, true));
        Collections.reverse(down);
        assertThat(down).isEqualTo(up);
    }

    @Test
    void a_name_that_the_crm_has_changed_is_renewed_on_all_invoices_of_the_customer() {
        var first = add(ANNA, 100, "Петрова Анна");
        var second = add(ANNA, 100, "");
        var other = add(BORIS, 100, "Морозов Борис");

        assertThat(stores.names().after(branch, Long.MIN_VALUE, 10))
                .containsExactlyInAnyOrder(
                        new Billed(ANNA, ""), new Billed(ANNA, "Петрова Анна"), new Billed(BORIS, "Морозов Борис"));
        assertThat(stores.names().after(branch, ANNA.value(), 10)).containsExactly(new Billed(BORIS, "Морозов Борис"));
        stores.transactions().run(() -> stores.names().rename(branch, List.of(new Billed(ANNA, "Яшина Анна"))));

        assertThat(walk(new InvoiceSort(InvoiceSort.Key.CUSTOMER, false))).containsExactly(other, first, second);
        assertThat(stores.names().after(branch, Long.MIN_VALUE, 10)).contains(new Billed(ANNA, "Яшина Анна"));
    }

    @Test
    @DisplayName("R067 a report keeps its rows and counts how far it is")
    void a_report_counts_its_rows() {
        var first = add(ANNA, 100);
        var report = report();
        stores.transactions().run(() -> stores.reports().add(report, List.of(first, new InvoiceId(7))));

        var waiting = stores.reports().waiting(report.id(), 0, 10);
        assertThat(waiting).extracting(Row::number).containsExactly("n-" + first, null);
        stores.transactions()
                .run(() -> stores.reports()
                        .settle(List.of(
                                waiting.get(0).ended(Outcome.DONE, null),
                                waiting.get(1).ended(Outcome.REFUSED, BillingProblem.INVOICE_UNKNOWN))));
        stores.transactions().run(() -> stores.reports().finish(report.id(), NOON));

        var ended = stores.reports().find(report.id()).orElseThrow();
        assertThat(List.of(ended.total(), ended.done(), ended.refused())).containsExactly(2L, 1L, 1L);
        assertThat(ended.finishedAt()).isEqualTo(NOON);
        assertThat(stores.reports().waiting(report.id(), 0, 10)).isEmpty();
        assertThat(stores.reports().rows(report.id(), 1, 10))
                .extracting(Row::problem)
                .containsExactly(BillingProblem.INVOICE_UNKNOWN);
        assertThat(stores.reports().of(branch, 10)).containsExactly(ended);
    }

    @Test
    @DisplayName("R062 all that match a filter become rows in one statement")
    void what_matches_becomes_rows() {
        var first = add(ANNA, 100);
        var second = add(BORIS, 100);
        var report = report();

        stores.transactions().run(() -> stores.reports().addMatching(report, all()));

        assertThat(stores.reports().rows(report.id(), 0, 10))
                .extracting(Row::invoice)
                .containsExactly(first, second);
    }

    private OperationReport report() {
        return new OperationReport(
                stores.reports().newId(), branch, Operation.ARCHIVE, Actor.user(5), NOON, null, 0, 0, 0);
    }

    private List<InvoiceId> walk(InvoiceSort order) {
        var seen = new ArrayList<InvoiceId>();
        Position after = null;
        for (var page = stores.search().page(all(), order, after, 2); !page.isEmpty(); ) {
            page.forEach(one -> seen.add(one.id()));
            var last = page.get(page.size() - 1);
            long value = switch (order.key()) {
                case ISSUED -> last.id().value();
                case AMOUNT -> last.amount().minor();
                case CUSTOMER -> 0;
            };
            page = stores.search()
                    .page(all(), order, new Position(value, last.id().value()), 2);
        }
        return seen;
    }

    private InvoiceFilter all() {
        return InvoiceFilter.all(branch);
    }

    private InvoiceFilter filter(
            @Nullable CustomerId customer,
            Set<InvoiceStatus> statuses,
            @Nullable CalculationMethod method,
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable LocalDate expiredOn,
            @Nullable String number) {
        return new InvoiceFilter(branch, customer, statuses, method, from, before, expiredOn, number);
    }

    private List<InvoiceId> found(InvoiceFilter filter) {
        return stores.search().page(filter, InvoiceSort.NEWEST_FIRST, null, 100).stream()
                .map(Invoice::id)
                .toList();
    }

    private InvoiceId add(CustomerId customer, long amount) {
        return add(customer, amount, "");
    }

    private InvoiceId add(CustomerId customer, long amount, String name) {
        var sample = Samples.invoice(stores.invoices().newIds(1).get(0), customer);
        var was = sample.invoice();
        var invoice = new Invoice(
                was.id(),
                "n-" + was.id(),
                new BilledAccount(branch, customer, was.account()),
                new InvoicedAmount(was.method(), new Money(amount, was.amount().currency()), was.period()),
                was.term(),
                new PaymentState(was.status(), was.paid(), was.refunded(), false, Set.of(), null),
                new Issuance(was.issuedAt(), null));
        stores.transactions()
                .run(() -> stores.invoices()
                        .addAll(List.of(new NewInvoice(
                                invoice, name, sample.tokenHash(), sample.sealedToken(), sample.explanation()))));
        return was.id();
    }
}
