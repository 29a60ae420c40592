package org.schoolcrm.acquiring.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what is written down with the books of the bank and of the CRM; calls and knows nothing of ours. */
final class Auditor {

    private static final Set<String> OPEN = Set.of("INTENT", "PENDING", "UNKNOWN");

    private final PaymentSimulation world;
    private final RecordedState books;
    private final List<String> findings = new ArrayList<>();

    private Auditor(PaymentSimulation world) {
        this.world = world;
        this.books = world.premises.books();
    }

    static List<String> audit(PaymentSimulation world) {
        var auditor = new Auditor(world);
        auditor.customersHaveWhatTheBankTook();
        auditor.unassignedIsWhatNobodyOpened();
        auditor.invoicesKnowTheirMoney();
        auditor.attemptsEndAsAtTheBank();
        auditor.everyOrderHasItsRow();
        auditor.everythingAcknowledgedIsKept();
        auditor.nothingIsLeftOpen();
        return auditor.findings;
    }

    /** I1, I2, I3, I4. */
    private void customersHaveWhatTheBankTook() {
        Map<Long, Long> due = new HashMap<>();
        var invoices =
                books.invoices().stream().collect(Collectors.toMap(RecordedState.Invoice::id, Function.identity()));
        for (var order : world.bank.orders()) {
            var invoice = world.openedFor.get(order.orderId);
            if (invoice != null) {
                var customer =
                        Objects.requireNonNull(invoices.get(invoice.value())).customer();
                due.merge(customer, order.captured - order.refunded(), Long::sum);
            }
        }
        Map<Long, Long> has = new HashMap<>();
        for (var booked : world.booked.values()) {
            has.merge(booked.customer(), booked.minor(), Long::sum);
            if (booked.branch() != world.account.branch().value()) {
                findings.add("I4 booked in branch " + booked.branch());
            }
        }
        due.values().removeIf(sum -> sum == 0);
        has.values().removeIf(sum -> sum == 0);
        if (!due.equals(has)) {
            findings.add("I1 the bank took " + due + ", the CRM has " + has);
        }
    }

    private void unassignedIsWhatNobodyOpened() {
        long foreign = world.bank.orders().stream()
                .filter(order -> !world.openedFor.containsKey(order.orderId))
                .mapToLong(order -> order.captured)
                .sum();
        long held = books.operations().stream()
                .filter(operation -> operation.order() == null)
                .mapToLong(RecordedState.Operation::minor)
                .sum();
        if (foreign != held) {
            findings.add("I1 foreign " + foreign + ", held " + held);
        }
    }

    /** I5. */
    private void invoicesKnowTheirMoney() {
        for (var invoice : books.invoices()) {
            long taken = world.bank.orders().stream()
                    .filter(order -> {
                        var opened = world.openedFor.get(order.orderId);
                        return opened != null && opened.value() == invoice.id();
                    })
                    .mapToLong(order -> order.captured)
                    .sum();
            if (invoice.paid() != taken) {
                findings.add("I5 invoice " + invoice.id() + " has " + invoice.paid() + ", the bank took " + taken);
            }
            if (invoice.status().equals("PAID") != taken >= invoice.amount()) {
                findings.add("I5 invoice " + invoice.id() + " is " + invoice.status() + " with " + taken);
            }
        }
    }

    /** I6: late news undo nothing. */
    private void attemptsEndAsAtTheBank() {
        for (var attempt : books.attempts()) {
            boolean taken = world.bank
                    .find(attempt.order())
                    .filter(order -> order.captured > 0)
                    .isPresent();
            if (taken != attempt.status().equals("CAPTURED")) {
                findings.add("I6 attempt " + attempt + ", taken at the bank: " + taken);
            }
        }
        for (var order : world.bank.orders()) {
            long back = books.operations().stream()
                    .filter(operation -> operation.kind().equals("REFUND") && order.orderId.equals(operation.order()))
                    .mapToLong(RecordedState.Operation::minor)
                    .sum();
            if (back != order.refunded()) {
                findings.add("I1 order " + order.orderId + " gave back " + order.refunded() + ", we know of " + back);
            }
        }
    }

    /** I10. */
    private void everyOrderHasItsRow() {
        for (var order : world.openedFor.keySet()) {
            if (books.attempts().stream().noneMatch(attempt -> attempt.order().equals(order))) {
                findings.add("I10 order " + order + " has no row");
            }
        }
        long asked = books.refunds().stream()
                .filter(refund -> !refund.status().equals("REFUSED"))
                .mapToLong(RecordedState.Refund::minor)
                .sum();
        if (asked > 0 && world.askedBack > 0 && sentBackForUs() > asked) {
            findings.add("I10 the bank sent back " + sentBackForUs() + " for us, we asked for " + asked);
        }
    }

    /** I11. */
    private void everythingAcknowledgedIsKept() {
        if (world.acknowledged.stream().anyMatch(call -> !books.inbox().contains(RecordedState.fingerprint(call)))) {
            findings.add("I11 acknowledged and not kept");
        }
    }

    /** I17. */
    private void nothingIsLeftOpen() {
        if (books.queued() > 0 || !world.isQuiet()) {
            findings.add("I17 left: " + books.queued() + " credits, " + world.premises.planned());
        }
        books.attempts().stream()
                .filter(attempt -> OPEN.contains(attempt.status()))
                .forEach(attempt -> findings.add("I17 attempt " + attempt.order() + " is " + attempt.status()));
    }

    private long sentBackForUs() {
        return world.bank.orders().stream().mapToLong(BankOrder::refunded).sum() - world.sentBackAtTheBank;
    }
}
