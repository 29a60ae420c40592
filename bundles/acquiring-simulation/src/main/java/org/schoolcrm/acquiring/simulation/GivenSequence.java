package org.schoolcrm.acquiring.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.schoolcrm.acquiring.testkit.BankOrder;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.provider.api.RawWebhook;

/** Plays a given sequence of events and compares how it ends. */
final class GivenSequence {

    private static final long PRICE = 150_000;

    private final PaymentSimulation simulation;
    private final InvoiceId invoice;
    private final List<String> acknowledgements = new ArrayList<>();

    private GivenSequence(BankKit kit) {
        this.simulation = new PaymentSimulation(kit, point -> new InMemorySimulationStores(Set.of(), point), Set.of());
        this.invoice = simulation.issue(1, PRICE);
        simulation.click(invoice);
    }

    static void play(BankKit kit, JsonNode given) {
        var sequence = new GivenSequence(kit);
        given.get("events").forEach(event -> sequence.happen(event.asText()));
        sequence.compare(given.get("expect"));
    }

    private void happen(String event) {
        switch (event) {
            case "CONFIRMED", "webhook PAID", "PAID 1500" -> simulate(PaymentEvent.PAID);
            case "AUTHORIZED" -> simulate(PaymentEvent.AUTHORIZED);
            case "AUTH_FAIL", "REJECTED" -> simulate(PaymentEvent.FAILED);
            case "CONFIRMED (new PaymentId, same invoice)" -> {
                simulation.click(invoice);
                simulate(PaymentEvent.PAID);
            }
            case "payer opens SuccessURL", "query status says PENDING" -> simulation.follow(invoice);
            case "REFUND 300" -> refund(30_000);
            case "REFUND 1200" -> refund(120_000);
            default -> throw new AssertionError("Nobody knows what " + event + " is");
        }
        simulation.runJobs();
    }

    private void simulate(PaymentEvent event) {
        deliver(simulation.bank.simulate(order().orderId, event));
    }

    private void refund(long minor) {
        if (simulation.bank.notifiesOfRefunds() && simulation.bank.reportsPartialRefunds()) {
            deliver(simulation.bank.refundByStaff(order().orderId, minor));
        } else {
            simulation.refund(invoice, minor);
            simulation.pass(Duration.ofHours(1));
        }
    }

    private void deliver(List<RawWebhook> notifications) {
        for (var notification : notifications) {
            var reply = simulation.receive(notification);
            assertThat(reply.status()).isEqualTo(200);
            acknowledgements.add(reply.body());
        }
    }

    private BankOrder order() {
        return simulation.bank.orders().stream().reduce((first, last) -> last).orElseThrow();
    }

    private void compare(JsonNode expected) {
        var recorded = simulation.stores.recordedState();
        var status = expected.get("status").asText();
        switch (status) {
            case "PAID" -> assertThat(recorded.invoices().get(0).status()).isEqualTo("PAID");
            case "PENDING" ->
                assertThat(recorded.attempts())
                        .extracting(RecordedState.Attempt::status)
                        .containsExactly("PENDING");
            case "REFUNDED" ->
                assertThat(simulation.bank.orders())
                        .allSatisfy(order -> assertThat(order.left()).isZero());
            default -> throw new AssertionError("Nobody knows what " + status + " is");
        }
        if (expected.has("ledgerEntries")) {
            assertThat(recorded.operations())
                    .hasSize(expected.get("ledgerEntries").asInt());
        }
        if (expected.has("refundedTotal")) {
            assertThat(recorded.operations().stream()
                            .filter(operation -> operation.kind().equals("REFUND"))
                            .mapToLong(RecordedState.Operation::minor)
                            .sum())
                    .isEqualTo(expected.get("refundedTotal").asLong() * 100);
        }
        if (expected.has("acks")) {
            var wanted = new ArrayList<String>();
            expected.get("acks").forEach(ack -> wanted.add(ack.asText()));
            assertThat(acknowledgements).isEqualTo(wanted);
        }
    }
}
