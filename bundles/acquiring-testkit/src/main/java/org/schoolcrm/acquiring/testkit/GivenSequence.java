package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Happening;
import org.schoolcrm.billing.api.InvoiceId;

/** Plays a given sequence of events and compares how it ends. */
final class GivenSequence {

    private static final long PRICE = 150_000;

    private final PaymentSimulation world;
    private final InvoiceId invoice;
    private final List<String> acknowledgements = new ArrayList<>();

    private GivenSequence(BankKit kit) {
        this.world = new PaymentSimulation(kit, point -> new InMemorySimulationStores(Set.of(), point), Set.of());
        this.invoice = world.issue(1, PRICE);
        world.click(invoice);
    }

    static void play(BankKit kit, JsonNode told) {
        var sequence = new GivenSequence(kit);
        told.get("events").forEach(event -> sequence.happen(event.asText()));
        sequence.compare(told.get("expect"));
    }

    private void happen(String event) {
        switch (event) {
            case "CONFIRMED", "webhook PAID", "PAID 1500" -> tell(Happening.PAID);
            case "AUTHORIZED" -> tell(Happening.AUTHORIZED);
            case "AUTH_FAIL", "REJECTED" -> tell(Happening.FAILED);
            case "CONFIRMED (new PaymentId, same invoice)" -> {
                world.click(invoice);
                tell(Happening.PAID);
            }
            case "payer opens SuccessURL", "query status says PENDING" -> world.follow(invoice);
            case "REFUND 300" -> sendBack(30_000);
            case "REFUND 1200" -> sendBack(120_000);
            default -> throw new AssertionError("Nobody knows what " + event + " is");
        }
        world.runJobs();
    }

    private void tell(Happening happening) {
        deliver(world.bank.happen(order().orderId, happening));
    }

    private void sendBack(long minor) {
        if (world.bank.tellsOfRefunds() && world.bank.tellsOfParts()) {
            deliver(world.bank.refundAtTheBank(order().orderId, minor));
        } else {
            world.refund(invoice, minor);
            world.pass(Duration.ofHours(1));
        }
    }

    private void deliver(List<RawWebhook> notices) {
        for (var notice : notices) {
            var reply = world.hear(notice);
            assertThat(reply.status()).isEqualTo(200);
            acknowledgements.add(reply.body());
        }
    }

    private BankOrder order() {
        return world.bank.orders().stream().reduce((first, last) -> last).orElseThrow();
    }

    private void compare(JsonNode expected) {
        var books = world.premises.books();
        var status = expected.get("status").asText();
        switch (status) {
            case "PAID" -> assertThat(books.invoices().get(0).status()).isEqualTo("PAID");
            case "PENDING" ->
                assertThat(books.attempts())
                        .extracting(RecordedState.Attempt::status)
                        .containsExactly("PENDING");
            case "REFUNDED" ->
                assertThat(world.bank.orders())
                        .allSatisfy(order -> assertThat(order.left()).isZero());
            default -> throw new AssertionError("Nobody knows what " + status + " is");
        }
        if (expected.has("ledgerEntries")) {
            assertThat(books.operations()).hasSize(expected.get("ledgerEntries").asInt());
        }
        if (expected.has("refundedTotal")) {
            assertThat(books.operations().stream()
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
