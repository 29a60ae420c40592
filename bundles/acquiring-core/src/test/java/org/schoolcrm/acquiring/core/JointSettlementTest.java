package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.core.payment.JointSettlement;
import org.schoolcrm.acquiring.core.payment.JointSettlement.Told;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceStatus;

/** What becomes of calls that come at the same moment. */
class JointSettlementTest {

    private static final String BACK = "https://school.test/i/token/back";

    private final PaymentTestApplication house = new PaymentTestApplication();

    @Test
    void payments_told_of_at_the_same_moment_are_each_booked_and_credited_once() {
        var anna = invoice(1);
        var boris = invoice(2);
        var calls = List.of(told(order(anna), "b-1", "RUB"), told(order(boris), "b-2", "RUB"));

        assertThat(house.joint.settleAll(calls)).containsOnly(Optional.of(Acknowledgement.ACCEPTED));
        assertThat(house.joint.settleAll(calls)).containsOnly(Optional.of(Acknowledgement.DUPLICATE));
        house.runJobs();

        assertThat(List.of(anna, boris)).allSatisfy(invoice -> {
            var paid = house.billing.get(invoice.id());
            assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
            assertThat(paid.paid()).isEqualTo(invoice.amount());
            assertThat(house.stores
                            .attempts
                            .latestOf(invoice.id())
                            .orElseThrow()
                            .status())
                    .isEqualTo(AttemptStatus.CAPTURED);
        });
        assertThat(house.stores.ledger.operations).hasSize(2);
        assertThat(house.posted).hasSize(2);
    }

    @Test
    @DisplayName("the bank's number of a payment counts once, under whatever bytes it comes")
    void the_banks_number_of_a_payment_counts_once() {
        var anna = invoice(1);
        house.joint.settleAll(List.of(told(order(anna), "b-1", "RUB")));

        assertThat(house.joint.settleAll(List.of(told(order(anna), "b-1", "RUB", "again"))))
                .containsExactly(Optional.of(Acknowledgement.ACCEPTED));

        assertThat(house.billing.get(anna.id()).paid()).isEqualTo(anna.amount());
        assertThat(house.stores.ledger.operations).hasSize(1);
    }

    @Test
    void what_is_not_simple_is_left_untouched_and_keeps_nobody() {
        var anna = invoice(1);
        var boris = invoice(2);
        var first = order(anna);
        house.clock.advance(java.time.Duration.ofMinutes(31));
        var second = order(anna);

        var settled = house.joint.settleAll(List.of(
                told(first, "b-1", "RUB"),
                told(second, "b-2", "RUB"),
                told("nobody's order", "b-3", "RUB"),
                told(order(boris), "b-4", "EUR")));

        assertThat(settled)
                .containsExactly(
                        Optional.of(Acknowledgement.ACCEPTED), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(house.stores.inbox.size()).isEqualTo(1);
        assertThat(house.stores.ledger.operations).hasSize(1);
        assertThat(house.billing.get(boris.id()).paid().isZero()).isTrue();
    }

    private Invoice invoice(long id) {
        return house.billing.add(id, "1500.00", LocalDate.parse("2026-09-10"));
    }

    private String order(Invoice invoice) {
        house.desk.start(invoice.id(), BACK);
        return house.bank.created.get(house.bank.created.size() - 1).orderId();
    }

    private Told told(String order, String payment, String currency) {
        return told(order, payment, currency, payment);
    }

    private Told told(String order, String payment, String currency, String operation) {
        var body = order + "|" + payment + "|" + operation + "|CAPTURED|1500.00|" + currency;
        var webhook = new RawWebhook(
                "POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", house.clock.now());
        return JointSettlement.told(house.account, webhook, house.bank.parse(house.account, webhook))
                .orElseThrow();
    }
}
