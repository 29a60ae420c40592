package org.schoolcrm.acquiring.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.billing.api.InvoiceStatus;

/** Compares what we hold with the books of the bank and of the CRM; decides nothing and calls nothing of ours. */
final class Auditor {

    private final World world;
    private final List<String> findings = new ArrayList<>();

    private Auditor(World world) {
        this.world = world;
    }

    static List<String> audit(World world) {
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
        for (var order : world.bank.orders()) {
            var invoice = world.openedFor.get(order.orderId);
            if (invoice != null) {
                due.merge(100 + invoice.value() * 10, order.captured - order.refunded(), Long::sum);
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
        long held = world.stores.state.operations.stream()
                .filter(operation -> operation.attempt() == null)
                .mapToLong(operation -> operation.amount().minor())
                .sum();
        if (foreign != held) {
            findings.add("I1 foreign " + foreign + ", held " + held);
        }
    }

    /** I5. */
    private void invoicesKnowTheirMoney() {
        for (var invoice : world.stores.state.invoices.values()) {
            long taken = world.bank.orders().stream()
                    .filter(order -> invoice.id().equals(world.openedFor.get(order.orderId)))
                    .mapToLong(order -> order.captured)
                    .sum();
            if (invoice.paid().minor() != taken) {
                findings.add("I5 invoice " + invoice.id() + " has " + invoice.paid() + ", the bank took " + taken);
            }
            boolean isPaid = invoice.status() == InvoiceStatus.PAID;
            if (isPaid != taken >= invoice.amount().minor()) {
                findings.add("I5 invoice " + invoice.id() + " is " + invoice.status() + " with " + taken);
            }
        }
    }

    /** I6: late news undo nothing. */
    private void attemptsEndAsAtTheBank() {
        for (var attempt : world.stores.state.attempts.values()) {
            boolean taken = world.bank
                    .find(attempt.orderId())
                    .filter(order -> order.captured > 0)
                    .isPresent();
            if (taken != (attempt.status() == AttemptStatus.CAPTURED)) {
                findings.add("I6 attempt " + attempt + ", taken at the bank: " + taken);
            }
        }
        for (var order : world.bank.orders()) {
            long back = world.stores.state.operations.stream()
                    .filter(operation -> operation.kind() == BankOperation.Kind.REFUND
                            && Objects.equals(orderOf(operation), order.orderId))
                    .mapToLong(operation -> operation.amount().minor())
                    .sum();
            if (back != order.refunded()) {
                findings.add("I1 order " + order.orderId + " gave back " + order.refunded() + ", we know of " + back);
            }
        }
    }

    /** I10. */
    private void everyOrderHasItsRow() {
        for (var order : world.openedFor.keySet()) {
            if (world.stores.state.attempts.values().stream()
                    .noneMatch(attempt -> attempt.orderId().equals(order))) {
                findings.add("I10 order " + order + " has no row");
            }
        }
        long asked = world.stores.state.refunds.values().stream()
                .filter(refund -> refund.status() != RefundStatus.REFUSED)
                .mapToLong(refund -> refund.amount().minor())
                .sum();
        if (asked > 0 && world.askedBack > 0 && sentBackForUs() > asked) {
            findings.add("I10 the bank sent back " + sentBackForUs() + " for us, we asked for " + asked);
        }
    }

    /** I11. */
    private void everythingAcknowledgedIsKept() {
        for (var webhook : world.acknowledged) {
            if (!world.stores.state.inbox.containsKey(world.account.id() + ":" + WorldStores.key(webhook))) {
                findings.add("I11 acknowledged and not kept");
                return;
            }
        }
    }

    /** I17. */
    private void nothingIsLeftOpen() {
        if (!world.stores.state.queued.isEmpty() || !world.isQuiet()) {
            findings.add("I17 left: " + world.stores.state.queued.keySet() + " " + world.stores.state.jobs.keySet());
        }
        world.stores.state.attempts.values().stream()
                .filter(attempt -> attempt.status().isOpen())
                .forEach(attempt -> findings.add("I17 attempt " + attempt.orderId() + " is " + attempt.status()));
    }

    private long sentBackForUs() {
        return world.bank.orders().stream().mapToLong(BankOrder::refunded).sum() - world.sentBackAtTheBank;
    }

    private @org.jspecify.annotations.Nullable String orderOf(BankOperation operation) {
        return world.stores.state.attempts.values().stream()
                .filter(attempt -> attempt.id().equals(operation.attempt()))
                .map(attempt -> attempt.orderId())
                .findFirst()
                .orElse(null);
    }
}
