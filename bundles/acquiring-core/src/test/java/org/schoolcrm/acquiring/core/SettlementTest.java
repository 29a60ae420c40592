package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.core.payment.PaymentReport;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.provider.api.RawWebhook;

/** What becomes of reports that are settled together. */
class SettlementTest {

    private static final String BACK = "https://school.test/i/token/back";

    private final PaymentTestApplication application = new PaymentTestApplication();

    @Test
    void payments_told_of_at_the_same_moment_are_each_booked_and_credited_once() {
        var anna = invoice(1);
        var boris = invoice(2);
        var calls = List.of(report(order(anna), "b-1", "RUB"), report(order(boris), "b-2", "RUB"));

        assertThat(application.settlement.settle(calls)).containsOnly(Acknowledgement.ACCEPTED);
        assertThat(application.settlement.settle(calls)).containsOnly(Acknowledgement.DUPLICATE);
        application.runJobs();

        assertThat(List.of(anna, boris)).allSatisfy(invoice -> {
            var paid = application.billing.get(invoice.id());
            assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
            assertThat(paid.paid()).isEqualTo(invoice.amount());
            assertThat(application
                            .stores
                            .attempts
                            .latestOf(invoice.id())
                            .orElseThrow()
                            .status())
                    .isEqualTo(AttemptStatus.CAPTURED);
        });
        assertThat(application.stores.ledger.operations).hasSize(2);
        assertThat(application.posted).hasSize(2);
    }

    @Test
    @DisplayName("A11 the bank's number of a payment counts once, under whatever bytes it comes")
    void the_banks_number_of_a_payment_counts_once() {
        var anna = invoice(1);
        application.settlement.settle(List.of(report(order(anna), "b-1", "RUB")));

        assertThat(application.settlement.settle(List.of(report(order(anna), "b-1", "RUB", "again"))))
                .containsExactly(Acknowledgement.ACCEPTED);

        assertThat(application.billing.get(anna.id()).paid()).isEqualTo(anna.amount());
        assertThat(application.stores.ledger.operations).hasSize(1);
    }

    @Test
    void whatever_comes_together_is_settled_in_one_go() {
        var anna = invoice(1);
        var boris = invoice(2);
        var first = order(anna);
        application.clock.advance(Duration.ofMinutes(31));
        var second = order(anna);

        var settled = application.settlement.settle(List.of(
                report(first, "b-1", "RUB"),
                report(second, "b-2", "RUB"),
                report("nobody's order", "b-3", "RUB"),
                report(order(boris), "b-4", "EUR")));

        assertThat(settled)
                .containsExactly(
                        Acknowledgement.ACCEPTED,
                        Acknowledgement.ACCEPTED,
                        Acknowledgement.UNKNOWN_PAYMENT,
                        Acknowledgement.UNKNOWN_PAYMENT);
        assertThat(application.stores.inbox.size()).isEqualTo(4);
        assertThat(application.stores.ledger.operations).hasSize(4);
        assertThat(application.billing.get(anna.id()).paid())
                .isEqualTo(anna.amount().plus(anna.amount()));
        assertThat(application.billing.get(boris.id()).paid().isZero()).isTrue();
        assertThat(application.administration.unassigned(application.branch.id()))
                .hasSize(2);
    }

    @Test
    void reports_of_one_attempt_take_effect_in_their_order() {
        var anna = invoice(1);
        var order = order(anna);

        var settled = application.settlement.settle(List.of(
                report(order, "b-1", "RUB"),
                refund(order, "b-1", "r-1", "500.00"),
                refund(order, "b-1", "r-2", "1000.00")));
        application.runJobs();

        assertThat(settled).containsOnly(Acknowledgement.ACCEPTED);
        var payment = application.administration.of(anna.id()).get(0);
        assertThat(payment.attempt().status()).isEqualTo(AttemptStatus.CAPTURED);
        assertThat(payment.refunded()).isEqualTo(anna.amount());
        assertThat(application.bank.asked).isEmpty();
    }

    @Test
    void the_same_bytes_twice_in_one_group_count_once() {
        var anna = invoice(1);
        var order = order(anna);

        var settled = application.settlement.settle(List.of(report(order, "b-1", "RUB"), report(order, "b-1", "RUB")));

        assertThat(settled).containsExactly(Acknowledgement.ACCEPTED, Acknowledgement.DUPLICATE);
        assertThat(application.stores.inbox.size()).isEqualTo(1);
        assertThat(application.billing.get(anna.id()).paid()).isEqualTo(anna.amount());
    }

    private Invoice invoice(long id) {
        return application.billing.add(id, "1500.00", LocalDate.parse("2026-09-10"));
    }

    private String order(Invoice invoice) {
        application.payer.start(invoice.id(), BACK);
        return application.bank.created.get(application.bank.created.size() - 1).orderId();
    }

    private PaymentReport refund(String order, String payment, String number, String amount) {
        return report(order + "|" + payment + "|" + number + "|REFUND|" + amount + "|RUB");
    }

    private PaymentReport report(String order, String payment, String currency) {
        return report(order, payment, currency, payment);
    }

    private PaymentReport report(String order, String payment, String currency, String operation) {
        return report(order + "|" + payment + "|" + operation + "|CAPTURED|1500.00|" + currency);
    }

    private PaymentReport report(String body) {
        var webhook = new RawWebhook(
                "POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", application.clock.now());
        return PaymentReport.of(
                application.account, webhook, application.bank.parse(application.account, webhook), true);
    }
}
