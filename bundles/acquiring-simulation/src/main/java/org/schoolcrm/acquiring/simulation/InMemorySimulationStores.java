package org.schoolcrm.acquiring.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Memory that a crash rolls back, with bugs on request. */
final class InMemorySimulationStores implements SimulationStores {

    private static final String OF_NO_ATTEMPT = "bank-payment:";

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final Set<Sabotage> bugs;
    private final Runnable point;
    private final SimulatedTables tables;
    private final Billing billing = onlyWhatPaymentCalls();
    private final Jobs jobs = new Planned();
    private final Transactions transactions = new RollingBack();

    InMemorySimulationStores(Set<Sabotage> bugs, Runnable point) {
        this.bugs = bugs;
        this.point = point;
        this.tables = new SimulatedTables(bugs, point);
    }

    @Override
    public AttemptStore attempts() {
        return new SimulatedAttempts(tables);
    }

    @Override
    public RefundStore refunds() {
        return new SimulatedRefunds(tables);
    }

    @Override
    public PaymentLedger ledger() {
        return new SimulatedLedger(tables);
    }

    @Override
    public WebhookInbox inbox() {
        return new SimulatedInbox(tables);
    }

    @Override
    public MerchantAccountStore accounts() {
        return new SimulatedAccounts(tables);
    }

    @Override
    public Billing billing() {
        return billing;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Attentions attentions() {
        return new SimulatedAttentions(tables);
    }

    @Override
    public SettableClock clock() {
        return clock;
    }

    @Override
    public Map<JobId, Instant> planned() {
        return tables.state.jobs;
    }

    @Override
    public MerchantAccount adopt(MerchantAccount account) {
        tables.merchants.add(account);
        return account;
    }

    @Override
    public InvoiceId issue(int number, Money amount) {
        var issued = LocalDate.parse("2026-09-01");
        var id = new InvoiceId(number);
        tables.state.invoices.put(
                id,
                new Invoice(
                        id,
                        "1-2026-" + number,
                        new BilledAccount(new BranchId(1), new CustomerId(100 + number * 10L), AccountId.BASE),
                        new InvoicedAmount(CalculationMethod.MANUAL, amount, new DateRange(issued, issued)),
                        new PaymentTerm(issued, null),
                        PaymentState.unpaid(amount, false),
                        new Issuance(clock.now(), null)));
        return id;
    }

    @Override
    public void archive(InvoiceId id) {
        tables.state.invoices.computeIfPresent(
                id, (key, invoice) -> invoice.status() == InvoiceStatus.AWAITING_PAYMENT ? invoice.archive() : invoice);
    }

    @Override
    public RecordedState recordedState() {
        var state = tables.state;
        return new RecordedState(
                state.invoices.values().stream()
                        .map(one -> new RecordedState.Invoice(
                                one.id().value(),
                                one.customer().value(),
                                one.amount().minor(),
                                one.paid().minor(),
                                one.refunded().minor(),
                                one.status().name()))
                        .toList(),
                state.attempts.values().stream()
                        .map(one -> new RecordedState.Attempt(
                                one.orderId(), one.status().name(), one.providerId()))
                        .toList(),
                state.operations.stream()
                        .map(one -> new RecordedState.Operation(
                                orderOf(one.attempt()),
                                one.kind().name(),
                                one.amount().minor()))
                        .toList(),
                state.refunds.values().stream()
                        .map(one -> new RecordedState.Refund(
                                one.status().name(), one.amount().minor()))
                        .toList(),
                state.inbox.keySet(),
                state.queued.size(),
                toLookAt());
    }

    /** A payment that no attempt is known for stands there by the bank's number. */
    private Set<String> toLookAt() {
        var subjects = tables.state.attentions.stream().map(Attention::subject).collect(Collectors.toSet());
        var orders = tables.state.attempts.values().stream()
                .filter(attempt -> subjects.contains("payment:" + attempt.id()))
                .map(PaymentAttempt::orderId);
        var others = subjects.stream()
                .filter(subject -> subject.startsWith(OF_NO_ATTEMPT))
                .map(subject -> subject.substring(OF_NO_ATTEMPT.length()));
        return Stream.concat(orders, others).collect(Collectors.toSet());
    }

    private @Nullable String orderOf(@Nullable AttemptId attempt) {
        return attempt == null
                ? null
                : Optional.ofNullable(tables.state.attempts.get(attempt))
                        .map(PaymentAttempt::orderId)
                        .orElse(null);
    }

    /** Of all that billing does only what online payment calls. */
    private Billing onlyWhatPaymentCalls() {
        return (Billing) Proxy.newProxyInstance(
                InMemorySimulationStores.class.getClassLoader(),
                new Class<?>[] {Billing.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "find" -> Optional.ofNullable(tables.state.invoices.get((InvoiceId) arguments[0]));
                    case "lockCustomers" -> null;
                    case "book" -> book((InvoiceId) arguments[0], (ReceivedPayment) arguments[1]);
                    case "refund" -> refund((InvoiceId) arguments[0], (Money) arguments[1]);
                    case "bookAll" -> InvocationHandler.invokeDefault(proxy, method, arguments);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Invoice book(InvoiceId id, ReceivedPayment payment) {
        var was = Objects.requireNonNull(tables.state.invoices.get(id));
        if (bugs.contains(Sabotage.INVOICE_NOT_BOOKED)
                || (bugs.contains(Sabotage.ARCHIVED_REFUSES_MONEY) && was.status() == InvoiceStatus.ARCHIVED)) {
            return was;
        }
        point.run();
        var next = was.book(payment);
        next = bugs.contains(Sabotage.INVOICE_BOOKED_TWICE) ? next.book(payment) : next;
        tables.state.invoices.put(id, next);
        return next;
    }

    private Invoice refund(InvoiceId id, Money back) {
        var was = Objects.requireNonNull(tables.state.invoices.get(id));
        if (bugs.contains(Sabotage.INVOICE_NOT_REFUNDED)) {
            return was;
        }
        point.run();
        var next = was.refund(back);
        tables.state.invoices.put(id, next);
        return next;
    }

    /** Jobs are planned in the transaction and die with it. */
    private final class Planned implements Jobs {

        @Override
        public void schedule(JobId job, Instant at) {
            point.run();
            tables.state.jobs.merge(job, at, (was, now) -> now.isBefore(was) ? now : was);
        }

        @Override
        public void cancel(JobId job) {
            tables.state.jobs.remove(job);
        }
    }

    /** A crash before the commit leaves nothing behind, one after it everything. */
    private final class RollingBack implements Transactions {

        private int depth;

        @Override
        public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
            if (depth > 0) {
                return work.get();
            }
            var saved = new SimulationState(tables.state);
            boolean committed = false;
            depth++;
            try {
                var result = work.get();
                point.run();
                committed = true;
                depth--;
                point.run();
                return result;
            } finally {
                if (!committed) {
                    depth = 0;
                    if (!bugs.contains(Sabotage.NO_ROLLBACK)) {
                        tables.state = saved;
                    }
                }
            }
        }

        @Override
        public <T extends @Nullable Object> T apart(Supplier<T> work) {
            return inTransaction(work);
        }

        @Override
        public void afterCommit(Runnable effect) {
            effect.run();
        }
    }
}
