package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.api.query.InvoiceSummary.Month;
import org.schoolcrm.billing.api.query.InvoiceSummary.Unpaid;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.testkit.SettableClock;

/** The money of a branch at a glance. */
class InvoiceSummaryTest {

    private static final LocalDate FIRST = LocalDate.parse("2025-01-01");
    private static final Branch CENTRE =
            new Branch(new BranchId(1), "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    private static final Branch NORTH =
            new Branch(new BranchId(2), "Север", ZoneId.of("Asia/Vladivostok"), Currency.getInstance("RUB"));

    private final SettableClock clock = new SettableClock("2026-11-26T09:00:00Z");
    private final InvoicesInMemory invoices = new InvoicesInMemory();
    private final PagedInvoiceQueries queries = new PagedInvoiceQueries(invoices, clock);

    @Test
    void nothing_yet_is_twelve_empty_months_and_nothing_to_pay() {
        var summary = queries.summary(CENTRE);

        assertThat(summary.awaiting()).isEqualTo(new Unpaid(0, rub("0")));
        assertThat(summary.expired()).isEqualTo(new Unpaid(0, rub("0")));
        assertThat(summary.months())
                .hasSize(12)
                .startsWith(new Month(YearMonth.of(2025, 12), 0, rub("0"), rub("0"), rub("0")))
                .endsWith(new Month(YearMonth.of(2026, 11), 0, rub("0"), rub("0"), rub("0")));
    }

    @Test
    void what_is_awaited_is_the_rest_of_part_payments_until_the_last_day_of_the_term_is_over() {
        put(issued("2026-11-02T09:00:00Z", "1500", "2026-11-26").book(receipt("0.01")));
        put(issued("2024-01-02T09:00:00Z", "200", null));
        put(issued("2026-11-02T09:00:00Z", "70", null).book(receipt("70")));
        put(issued("2026-11-02T09:00:00Z", "9", null).archive());

        assertThat(queries.summary(CENTRE).awaiting()).isEqualTo(new Unpaid(2, rub("1699.99")));
        assertThat(queries.summary(CENTRE).expired()).isEqualTo(new Unpaid(0, rub("0")));

        clock.set("2026-11-26T21:00:00Z");
        assertThat(queries.summary(CENTRE).awaiting()).isEqualTo(new Unpaid(1, rub("200")));
        assertThat(queries.summary(CENTRE).expired())
                .as("it is the 27th in Moscow")
                .isEqualTo(new Unpaid(1, rub("1499.99")));
    }

    @Test
    void a_month_is_what_was_issued_in_it_and_what_has_come_of_that_whenever_it_came() {
        put(issued("2026-10-05T09:00:00Z", "1500", null).book(receipt("1500")));
        put(issued("2026-10-06T09:00:00Z", "500", "2026-10-10").book(receipt("100")));
        put(issued("2026-10-07T09:00:00Z", "300", null).archive());
        put(issued("2026-10-08T09:00:00Z", "40", null).archive().book(receipt("41")));

        assertThat(month("2026-10"))
                .isEqualTo(new Month(YearMonth.of(2026, 10), 3, rub("2040"), rub("1641"), rub("0")));
        assertThat(month("2026-11").invoices()).isZero();
    }

    @Test
    void what_went_back_is_asked_for_again_and_shown_beside_what_was_paid() {
        put(issued("2026-11-02T09:00:00Z", "500", null).book(receipt("200")).refund(rub("200")));
        put(issued("2026-11-03T09:00:00Z", "70", null).book(receipt("70")).refund(rub("70")));

        assertThat(queries.summary(CENTRE).awaiting()).isEqualTo(new Unpaid(1, rub("500")));
        assertThat(month("2026-11"))
                .isEqualTo(new Month(YearMonth.of(2026, 11), 2, rub("570"), rub("270"), rub("270")));
    }

    @Test
    void months_begin_and_end_by_the_clock_of_the_branch() {
        put(issued("2026-10-31T23:30:00Z", "1", null));
        put(issued("2026-10-31T20:59:59Z", "2", null));
        put(issued("2025-11-30T21:00:00Z", "4", null));
        put(issued("2025-11-30T20:59:59Z", "8", null));

        assertThat(month("2026-11").billed()).isEqualTo(rub("1"));
        assertThat(month("2026-10").billed()).isEqualTo(rub("2"));
        assertThat(month("2025-12").billed()).isEqualTo(rub("4"));
        assertThat(queries.summary(CENTRE).awaiting())
                .as("what is older still waits")
                .isEqualTo(new Unpaid(4, rub("15")));

        clock.set("2026-11-30T14:00:00Z");
        assertThat(last(CENTRE)).isEqualTo(YearMonth.of(2026, 11));
        assertThat(last(NORTH)).as("ten hours east of London").isEqualTo(YearMonth.of(2026, 12));
    }

    @Test
    void money_of_a_currency_that_the_branch_no_longer_has_is_counted_but_not_added() {
        put(issued("2026-11-02T09:00:00Z", "100", null));
        put(issued("2026-11-02T09:00:00Z", Money.of("7", "KZT"), null));

        var summary = queries.summary(CENTRE);

        assertThat(summary.awaiting()).isEqualTo(new Unpaid(1, rub("100")));
        assertThat(summary.months().get(11).invoices()).isEqualTo(1);
        assertThat(summary.inOtherCurrencies()).isEqualTo(1);
        assertThat(queries.summary(NORTH).inOtherCurrencies()).isZero();
    }

    @Test
    void sums_that_there_is_no_room_for_are_shown_as_the_greatest_there_is() {
        var most = "92233720368547758.07";
        put(issued("2026-11-02T09:00:00Z", most, null));
        put(issued("2026-11-02T09:00:00Z", most, "2026-11-01"));
        put(issued("2026-11-02T09:00:00Z", most, "2026-11-01"));

        assertThat(queries.summary(CENTRE).expired()).isEqualTo(new Unpaid(2, rub(most)));
        assertThat(month("2026-11").billed()).isEqualTo(rub(most));
    }

    private Month month(String month) {
        return queries.summary(CENTRE).months().stream()
                .filter(one -> one.month().equals(YearMonth.parse(month)))
                .findFirst()
                .orElseThrow();
    }

    private YearMonth last(Branch branch) {
        return queries.summary(branch).months().get(11).month();
    }

    private void put(Invoice invoice) {
        invoices.put(invoice);
    }

    private Invoice issued(String at, String amount, @Nullable String until) {
        return issued(at, rub(amount), until);
    }

    private Invoice issued(String at, Money amount, @Nullable String until) {
        var id = invoices.newIds(1).get(0);
        return new Invoice(
                id,
                InvoiceNumber.of(CENTRE.id(), 2026, id.value()),
                new BilledAccount(CENTRE.id(), new CustomerId(100), AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, amount, new DateRange(FIRST, FIRST)),
                new PaymentTerm(FIRST, until == null ? null : LocalDate.parse(until)),
                PaymentState.unpaid(amount, false),
                new Issuance(Instant.parse(at), null));
    }

    private static ReceivedPayment receipt(String amount) {
        return new ReceivedPayment(rub(amount), LocalDate.parse("2026-11-20"));
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
