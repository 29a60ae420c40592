package org.schoolcrm.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

class InvoiceTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-09-01");
    private static final LocalDate LAST = LocalDate.parse("2026-09-10");
    private static final LocalDate AFTER = LAST.plusDays(1);

    private final Invoice awaiting = invoice(false);

    @Test
    @DisplayName("edge: partial payment: it stays awaiting until the last kopeck arrives")
    void stays_awaiting_until_the_last_kopeck_arrives() {
        var partly = awaiting.book(receipt("1499.99", FIRST));

        assertThat(partly.status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(partly.isPartlyPaid()).isTrue();
        assertThat(partly.stillDue()).isEqualTo(rub("0.01"));
        assertThat(partly.book(receipt("0.01", FIRST)).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void is_paid_in_full_by_the_full_amount() {
        var paid = awaiting.book(receipt("1500.00", LAST));

        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(paid.flags()).isEmpty();
        assertThat(paid.paid()).isEqualTo(rub("1500.00"));
    }

    @Test
    @DisplayName("R057 keeps whose details it was paid under, the last ones if it was paid twice")
    void keeps_whose_details_it_was_paid_under() {
        var first = new IssuerVersion(IssuerScope.SCHOOL, 1);
        var second = new IssuerVersion(IssuerScope.SCHOOL, 2);
        var paid = awaiting.book(receipt("1500.00", FIRST)).under(first);

        assertThat(awaiting.book(receipt("1.00", FIRST)).under(first).paidUnder())
                .as("not paid yet")
                .isNull();
        assertThat(paid.paidUnder()).isEqualTo(first);
        assertThat(paid.book(receipt("1500.00", FIRST)).under(second).paidUnder())
                .isEqualTo(second);
    }

    @Test
    void takes_money_that_comes_after_the_term_and_says_so() {
        assertThat(awaiting.book(receipt("1500.00", AFTER)).flags()).containsExactly(InvoiceFlag.PAID_LATE);
        assertThat(awaiting.book(receipt("10.00", AFTER)).flags()).containsExactly(InvoiceFlag.PAID_LATE);
    }

    @Test
    @DisplayName("edge: over-payment is taken and said")
    void takes_more_than_it_asked_for_and_says_so() {
        var paid = awaiting.book(receipt("1500.01", FIRST));

        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(paid.flags()).containsExactly(InvoiceFlag.OVERPAID);
    }

    @Test
    void takes_a_second_payment_and_says_so_unless_it_may_be_repeated() {
        var once = awaiting.book(receipt("1500.00", FIRST)).book(receipt("1500.00", FIRST));
        var repeated = invoice(true).book(receipt("1500.00", FIRST)).book(receipt("1500.00", FIRST));

        assertThat(once.flags()).containsExactly(InvoiceFlag.PAID_TWICE);
        assertThat(once.paid()).isEqualTo(rub("3000.00"));
        assertThat(repeated.flags()).isEmpty();
    }

    @Test
    void takes_money_after_it_was_archived_but_its_link_stays_dead() {
        var archived = awaiting.archive();

        var paid = archived.book(receipt("1500.00", FIRST));

        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(paid.flags()).containsExactly(InvoiceFlag.PAID_AFTER_ARCHIVE);
        assertThat(paid.payability(FIRST)).isEqualTo(Payability.ARCHIVED);
        assertThat(archived.book(receipt("1.00", FIRST)).status()).isEqualTo(InvoiceStatus.ARCHIVED);
    }

    @Test
    @DisplayName("R068 R069 R070 only an unpaid invoice that is not archived can be archived")
    void only_an_unpaid_invoice_can_be_archived() {
        var archived = awaiting.archive();
        var paid = awaiting.book(receipt("1500.00", FIRST));

        assertThat(archived.status()).isEqualTo(InvoiceStatus.ARCHIVED);
        assertThatThrownBy(archived::archive).hasMessageContaining("invoice-is-archived");
        assertThatThrownBy(paid::archive).hasMessageContaining("invoice-is-paid");
    }

    @Test
    void can_be_paid_from_the_first_day_of_its_term_through_the_last() {
        assertThat(awaiting.payability(FIRST.minusDays(1))).isEqualTo(Payability.NOT_YET);
        assertThat(awaiting.payability(FIRST)).isEqualTo(Payability.PAYABLE);
        assertThat(awaiting.payability(LAST)).isEqualTo(Payability.PAYABLE);
        assertThat(awaiting.payability(AFTER)).isEqualTo(Payability.EXPIRED);
        assertThat(awaiting.isExpired(LAST)).isFalse();
        assertThat(awaiting.isExpired(AFTER)).isTrue();
    }

    @Test
    @DisplayName("R030 R031 a paid invoice can be paid again only if it may be repeated")
    void a_paid_invoice_can_be_paid_again_only_if_it_may_be_repeated() {
        var once = awaiting.book(receipt("1500.00", FIRST));
        var again = invoice(true).book(receipt("1500.00", FIRST));

        assertThat(once.payability(FIRST)).isEqualTo(Payability.PAID);
        assertThat(again.payability(FIRST)).isEqualTo(Payability.PAYABLE);
        assertThat(again.payability(AFTER)).isEqualTo(Payability.EXPIRED);
        assertThat(again.stillDue()).isEqualTo(rub("1500.00"));
    }

    @Test
    @DisplayName("A5 archive wins over everything")
    void archive_wins_over_everything() {
        assertThat(invoice(true).archive().payability(FIRST)).isEqualTo(Payability.ARCHIVED);
    }

    @ParameterizedTest
    @EnumSource
    void a_paid_invoice_becomes_nothing_else(InvoiceStatus next) {
        assertThat(InvoiceStatus.PAID.canBecome(next)).isFalse();
    }

    @Test
    @DisplayName("forecast-rules.md 6: what went back of a part payment is asked for again")
    void asks_again_for_what_went_back_of_a_part_payment() {
        var refunded = awaiting.book(receipt("600.00", FIRST)).refund(rub("600.00"));

        assertThat(refunded.status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(refunded.stillDue()).isEqualTo(rub("1500.00"));
        assertThat(refunded.isPartlyPaid()).isFalse();
        assertThat(refunded.flags()).isEmpty();
        assertThat(refunded.book(receipt("900.00", FIRST)).status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);

        var paid = refunded.book(receipt("1500.00", FIRST));

        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(paid.paid()).isEqualTo(rub("2100.00"));
        assertThat(paid.net()).isEqualTo(rub("1500.00"));
        assertThat(paid.flags()).as("no overpayment by money that went back").isEmpty();
    }

    @Test
    void stays_paid_and_says_that_money_went_back() {
        var paid = awaiting.book(receipt("1500.00", FIRST));
        var partly = paid.refund(rub("0.01"));
        var wholly = partly.refund(rub("1499.99"));

        assertThat(partly.flags()).containsExactly(InvoiceFlag.PARTLY_REFUNDED);
        assertThat(wholly.flags()).containsExactly(InvoiceFlag.REFUNDED);
        assertThat(wholly.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(wholly.payability(FIRST)).isEqualTo(Payability.PAID);
        assertThat(wholly.stillDue()).isEqualTo(rub("0"));
        assertThat(wholly.paid()).as("what was booked stays").isEqualTo(rub("1500.00"));
    }

    @Test
    void too_much_money_is_no_longer_said_once_it_went_back() {
        var overpaid = awaiting.book(receipt("1700.00", AFTER));
        var twice = awaiting.book(receipt("1500.00", FIRST)).book(receipt("1500.00", FIRST));

        assertThat(overpaid.refund(rub("199.99")).flags())
                .containsExactlyInAnyOrder(InvoiceFlag.PAID_LATE, InvoiceFlag.OVERPAID);
        assertThat(overpaid.refund(rub("200.00")).flags()).containsExactly(InvoiceFlag.PAID_LATE);
        assertThat(twice.refund(rub("1500.00")).flags()).isEmpty();
        assertThat(twice.refund(rub("1500.01")).flags()).containsExactly(InvoiceFlag.PARTLY_REFUNDED);
        assertThat(twice.refund(rub("3000.00")).flags()).containsExactly(InvoiceFlag.REFUNDED);
    }

    @Test
    void a_repeatable_invoice_says_when_some_or_all_of_its_payments_went_back() {
        var repeated = invoice(true).book(receipt("1500.00", FIRST)).book(receipt("1500.00", FIRST));
        var some = repeated.refund(rub("1500.00"));
        var all = repeated.refund(rub("3000.00"));

        assertThat(some.flags()).containsExactly(InvoiceFlag.PARTLY_REFUNDED);
        assertThat(all.flags()).containsExactly(InvoiceFlag.REFUNDED);
        assertThat(all.stillDue()).isEqualTo(rub("1500.00"));
        assertThat(all.payability(FIRST)).isEqualTo(Payability.PAYABLE);
    }

    @Test
    void an_archived_invoice_says_that_money_went_back_and_asks_for_nothing() {
        var archived = awaiting.book(receipt("600.00", FIRST)).archive();
        var late = awaiting.archive().book(receipt("1500.00", FIRST));

        assertThat(archived.refund(rub("100.00")).flags()).containsExactly(InvoiceFlag.PARTLY_REFUNDED);
        assertThat(archived.refund(rub("600.00")).flags()).containsExactly(InvoiceFlag.REFUNDED);
        assertThat(archived.refund(rub("600.00")).stillDue()).isEqualTo(rub("0"));
        assertThat(late.refund(rub("1500.00")).flags())
                .containsExactlyInAnyOrder(InvoiceFlag.PAID_AFTER_ARCHIVE, InvoiceFlag.REFUNDED);
        assertThat(late.refund(rub("1500.00")).payability(FIRST)).isEqualTo(Payability.ARCHIVED);
    }

    @Test
    void a_refund_that_did_not_happen_after_all_is_money_of_the_invoice_again() {
        var returned =
                awaiting.book(receipt("1500.00", FIRST)).refund(rub("1500.00")).refund(rub("-1500.00"));
        var covered = awaiting.book(receipt("600.00", FIRST))
                .refund(rub("600.00"))
                .book(receipt("900.00", FIRST))
                .refund(rub("-600.00"));
        var surplus = awaiting.book(receipt("600.00", FIRST))
                .refund(rub("600.00"))
                .book(receipt("1500.00", FIRST))
                .refund(rub("-600.00"));
        var twice = awaiting.book(receipt("1500.00", FIRST))
                .book(receipt("1500.00", FIRST))
                .refund(rub("1500.00"))
                .refund(rub("-1500.00"));

        assertThat(returned).isEqualTo(awaiting.book(receipt("1500.00", FIRST)));
        assertThat(covered.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(covered.flags()).isEmpty();
        assertThat(surplus.flags()).containsExactly(InvoiceFlag.OVERPAID);
        assertThat(twice.flags()).containsExactly(InvoiceFlag.PAID_TWICE);
    }

    @Test
    void a_payment_of_nothing_changes_nothing() {
        var archived = awaiting.archive();

        assertThat(awaiting.book(receipt("0", AFTER))).isEqualTo(awaiting);
        assertThat(archived.book(receipt("0", FIRST))).isEqualTo(archived);
    }

    @Test
    void a_paid_or_archived_invoice_asks_for_nothing() {
        assertThat(awaiting.book(receipt("1500.00", FIRST)).stillDue()).isEqualTo(rub("0"));
        assertThat(awaiting.archive().stillDue()).isEqualTo(rub("0"));
        assertThat(invoice(true).archive().book(receipt("1500.00", FIRST)).stillDue())
                .isEqualTo(rub("0"));
    }

    private static Invoice invoice(boolean repeatable) {
        return new Invoice(
                new InvoiceId(1),
                "1-2026-000001",
                new BilledAccount(new BranchId(1), new CustomerId(7), AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, rub("1500.00"), new DateRange(FIRST, LAST)),
                new PaymentTerm(FIRST, LAST),
                PaymentState.unpaid(rub("1500.00"), repeatable),
                new Issuance(Instant.parse("2026-09-01T06:00:00Z"), null));
    }

    private static ReceivedPayment receipt(String amount, LocalDate day) {
        return new ReceivedPayment(rub(amount), day);
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
