package org.schoolcrm.acquiring.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.testkit.BankOrder;

/** Compares the recorded state with the own records of the bank and of the CRM; calls no code of ours. */
final class Auditor {

    private static final Set<String> OPEN = Set.of("INTENT", "PENDING", "UNKNOWN");

    private final PaymentSimulation simulation;
    private final RecordedState recorded;
    private final List<String> findings = new ArrayList<>();

    private Auditor(PaymentSimulation simulation) {
        this.simulation = simulation;
        this.recorded = simulation.stores.recordedState();
    }

    static List<String> audit(PaymentSimulation simulation) {
        var auditor = new Auditor(simulation);
        auditor.customersHaveWhatTheBankTook();
        auditor.unassignedIsWhatNobodyOpened();
        auditor.invoicesKnowTheirMoney();
        auditor.attemptsEndAsAtTheBank();
        auditor.refundsAreThoseOfTheBank();
        auditor.disputesAreLookedAt();
        auditor.everyOrderHasItsRow();
        auditor.everythingAcknowledgedIsKept();
        auditor.nothingIsLeftOpen();
        return auditor.findings;
    }

    /** I1, I2, I3, I4. */
    private void customersHaveWhatTheBankTook() {
        Map<Long, Long> due = new HashMap<>();
        var invoices =
                recorded.invoices().stream().collect(Collectors.toMap(RecordedState.Invoice::id, Function.identity()));
        for (var order : simulation.bank.orders()) {
            var invoice = simulation.openedFor.get(order.orderId);
            if (invoice != null) {
                var customer =
                        Objects.requireNonNull(invoices.get(invoice.value())).customer();
                due.merge(customer, taken(order) - back(order) + undecided(order), Long::sum);
            }
        }
        Map<Long, Long> has = new HashMap<>();
        for (var entry : simulation.host.entries.values()) {
            has.merge(entry.customer(), entry.minor(), Long::sum);
            if (entry.branch() != simulation.account.branch().value()) {
                findings.add("I4 booked in branch " + entry.branch());
            }
        }
        due.values().removeIf(sum -> sum == 0);
        has.values().removeIf(sum -> sum == 0);
        if (!due.equals(has)) {
            findings.add("I1 the bank took " + due + ", the CRM has " + has);
        }
    }

    private void unassignedIsWhatNobodyOpened() {
        long foreign = simulation.bank.orders().stream()
                .filter(order -> !simulation.openedFor.containsKey(order.orderId))
                .mapToLong(this::taken)
                .sum();
        long held = recorded.operations().stream()
                .filter(operation -> operation.order() == null)
                .mapToLong(RecordedState.Operation::minor)
                .sum();
        if (foreign != held) {
            findings.add("I1 foreign " + foreign + ", held " + held);
        }
    }

    /** I5. */
    private void invoicesKnowTheirMoney() {
        for (var invoice : recorded.invoices()) {
            long taken = ordersOf(invoice).mapToLong(this::taken).sum();
            if (invoice.paid() != taken) {
                findings.add("I5 invoice " + invoice.id() + " has " + invoice.paid() + ", the bank took " + taken);
            }
            long back = ordersOf(invoice)
                    .mapToLong(order -> back(order) - undecided(order))
                    .sum();
            if (invoice.refunded() != back) {
                findings.add(
                        "I5 invoice " + invoice.id() + " lost " + invoice.refunded() + ", the bank gave back " + back);
            }
            boolean isPaid = invoice.status().equals("PAID");
            boolean mustBePaid = taken - back >= invoice.amount();
            if (isPaid ? taken < invoice.amount() : mustBePaid) {
                findings.add("I5 invoice " + invoice.id() + " is " + invoice.status() + " with " + taken);
            }
        }
    }

    private Stream<BankOrder> ordersOf(RecordedState.Invoice invoice) {
        return simulation.bank.orders().stream().filter(order -> {
            var opened = simulation.openedFor.get(order.orderId);
            return opened != null && opened.value() == invoice.id();
        });
    }

    /** I6: a late notification undoes nothing. */
    private void attemptsEndAsAtTheBank() {
        for (var attempt : recorded.attempts()) {
            boolean taken = simulation
                    .bank
                    .find(attempt.order())
                    .filter(order -> taken(order) > 0)
                    .isPresent();
            if (taken != attempt.status().equals("CAPTURED")) {
                findings.add("I6 attempt " + attempt + ", taken at the bank: " + taken);
            }
            if (taken && attempt.providerId() != null && !isTheBanksNumber(attempt)) {
                findings.add("I6 attempt " + attempt + " has the number of another payment");
            }
        }
    }

    private boolean isTheBanksNumber(RecordedState.Attempt attempt) {
        var number = Objects.requireNonNull(attempt.providerId());
        return simulation.bank.isNumberOf(simulation.bank.order(attempt.order()), number);
    }

    private void refundsAreThoseOfTheBank() {
        for (var order : simulation.bank.orders()) {
            if (sentBack(order) + undecided(order) != back(order)) {
                findings.add("I1 order " + order.orderId + " gave back " + order.refunded() + ", we know of "
                        + sentBack(order));
            }
        }
    }

    /**
     * What the bank sent back without telling how much: money that no book can know may only be missing where people
     * are asked to look at the payment, and more than the bank sent back may stand nowhere.
     */
    private long undecided(BankOrder order) {
        long missing = back(order) - sentBack(order);
        boolean mayBeUnknown = !simulation.bank.reportsPartialRefunds() && order.left() > 0;
        return missing > 0 && mayBeUnknown && isLookedAt(order.orderId) ? missing : 0;
    }

    private long taken(BankOrder order) {
        return isUnheard(order) ? 0 : order.captured;
    }

    private long back(BankOrder order) {
        return isUnheard(order) ? 0 : order.refunded();
    }

    /** A bank that says of a payment only that it was reversed leaves open whether there was ever money in it. */
    private boolean isUnheard(BankOrder order) {
        return simulation.bank.allowsReversal()
                && order.refunded() == order.captured
                && sum(order, "PAYMENT") == 0
                && sum(order, "REFUND") == 0;
    }

    private boolean isLookedAt(String orderId) {
        return recorded.toLookAt().contains(orderId)
                || recorded.toLookAt().stream()
                        .anyMatch(number -> simulation.bank.isNumberOf(simulation.bank.order(orderId), number));
    }

    /** As we know it; a refund that failed after it was done has come back. */
    private long sentBack(BankOrder order) {
        return sum(order, "REFUND") - sum(order, "REFUND_REVERSED");
    }

    private long sum(BankOrder order, String kind) {
        return recorded.operations().stream()
                .filter(operation -> operation.kind().equals(kind) && order.orderId.equals(operation.order()))
                .mapToLong(RecordedState.Operation::minor)
                .sum();
    }

    private void disputesAreLookedAt() {
        simulation.disputed.stream()
                .filter(order -> !isLookedAt(order))
                .forEach(order -> findings.add("I1 nobody is told that order " + order + " is disputed"));
    }

    /** I10. */
    private void everyOrderHasItsRow() {
        for (var order : simulation.openedFor.keySet()) {
            if (recorded.attempts().stream()
                    .noneMatch(attempt -> attempt.order().equals(order))) {
                findings.add("I10 order " + order + " has no row");
            }
        }
        long requested = recorded.refunds().stream()
                .filter(refund -> !refund.status().equals("REFUSED"))
                .mapToLong(RecordedState.Refund::minor)
                .sum();
        if (requested > 0 && simulation.requestedRefunds > 0 && refundedForUs() > requested) {
            findings.add("I10 the bank sent back " + refundedForUs() + " for us, we asked for " + requested);
        }
    }

    /** I11. */
    private void everythingAcknowledgedIsKept() {
        if (simulation.acknowledged.stream()
                .anyMatch(call -> !recorded.inbox().contains(RecordedState.fingerprint(call)))) {
            findings.add("I11 acknowledged and not kept");
        }
    }

    /** I17. */
    private void nothingIsLeftOpen() {
        if (recorded.queued() > 0 || !simulation.isQuiet()) {
            findings.add("I17 left: " + recorded.queued() + " credits, " + simulation.stores.planned());
        }
        recorded.attempts().stream()
                .filter(attempt -> OPEN.contains(attempt.status()))
                .forEach(attempt -> findings.add("I17 attempt " + attempt.order() + " is " + attempt.status()));
    }

    private long refundedForUs() {
        return simulation.bank.orders().stream()
                .mapToLong(order -> order.refunded() - order.refundedByStaff())
                .sum();
    }
}
