package org.schoolcrm.acquiring.simulation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.core.PayerPayments;
import org.schoolcrm.acquiring.core.PaymentAdministration;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.AttemptOpening;
import org.schoolcrm.acquiring.core.payment.CreditPostingJob;
import org.schoolcrm.acquiring.core.payment.FiscalReceipts;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.PaymentStarter;
import org.schoolcrm.acquiring.core.payment.ReceiptTracking;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.core.payment.Reversals;
import org.schoolcrm.acquiring.core.payment.Settlement;
import org.schoolcrm.acquiring.core.payment.UnallocatedPayments;
import org.schoolcrm.acquiring.core.payment.UnknownOrders;
import org.schoolcrm.acquiring.core.refund.RefundDecisions;
import org.schoolcrm.acquiring.core.refund.RefundIntake;
import org.schoolcrm.acquiring.core.refund.RefundOutcomes;
import org.schoolcrm.acquiring.core.refund.RefundProcessor;
import org.schoolcrm.acquiring.core.refund.RefundRequests;
import org.schoolcrm.acquiring.core.webhook.PreChecks;
import org.schoolcrm.acquiring.core.webhook.WaitingWebhooks;
import org.schoolcrm.acquiring.core.webhook.WebhookProcessor;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.schoolcrm.acquiring.testkit.BankOrder;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.testkit.SettableClock;

/**
 * Online payment wired as in the container, with one simulated bank. One thread, no time of its own: the same decisions
 * lead to the same end.
 */
public final class PaymentSimulation {

    private static final String RETURN_TO = "https://school.example/i/token/back";
    private static final Actor CASHIER = Actor.user(7);

    final SimulationStores stores;
    final SettableClock clock;
    final SimulatedBank bank;
    final MerchantAccount account;
    final SimulatedHost host;
    /** Which invoice a bank order was opened for, as seen from the payer's side. */
    final Map<String, InvoiceId> openedFor = new HashMap<>();

    final List<RawWebhook> acknowledged = new ArrayList<>();
    final Set<Sabotage> bugs;
    boolean adapterIsInstalled = true;
    int crashAt = -1;
    /** Orders whose payers dispute them. */
    final Set<String> disputed = new HashSet<>();

    long requestedRefunds;
    private int points;
    private final List<Acquirer> adapters = new ArrayList<>();
    private final Acquirer adapter;
    private final PayerPayments payerPayments;
    private final CreditPostingJob postingJob;
    private final PaymentAdministration administration;
    private final Map<String, JobHandler> handlers = new HashMap<>();
    private final Branch branch;

    PaymentSimulation(BankKit kit, StoresFactory factory, Set<Sabotage> bugs) {
        this.bugs = bugs;
        this.stores = factory.open(this::point);
        this.host = new SimulatedHost(bugs, this::point);
        this.clock = stores.clock();
        this.bank = kit.bank().apply(clock);
        this.account = stores.adopt(kit.account().get());
        this.branch =
                new Branch(account.branch(), "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance(kit.currency()));
        HttpExchange http = call -> {
            point();
            var answer = bank.send(call);
            point();
            return answer;
        };
        this.adapter = new SabotagedAcquirer(kit.adapter().apply(http, clock), this.bugs);
        adapters.add(adapter);
        var attempts = stores.attempts();
        var refunds = stores.refunds();
        var ledger = stores.ledger();
        var transactions = stores.transactions();
        var jobs = stores.jobs();
        var billing = stores.billing();
        var acquirers = new AcquirerRegistry(adapters, clock);
        var router = new MerchantAccountRouter(
                stores.accounts(), acquirers, path -> URI.create("https://school.example" + path));
        var postings = new PaymentPosting(ledger, billing, () -> List.of(branch), clock);
        var receipts = new FiscalReceipts(SimulatedHost.noCustomers());
        var attentions = stores.attentions();
        var settlement = new Settlement(
                attempts,
                new Reversals(refunds, postings, attentions),
                new ReceiptTracking(refunds, attentions, entry -> {}),
                stores.inbox(),
                postings,
                transactions,
                jobs,
                clock);
        var reconciler = new Reconciler(attempts, router, acquirers, settlement, attentions, clock);
        var unknownOrders = new UnknownOrders(router, acquirers, settlement, attentions, transactions, clock);
        var webhooks = new WebhookProcessor(
                router,
                acquirers,
                settlement,
                new PreChecks(attempts, billing, () -> List.of(branch), clock),
                new WaitingWebhooks(stores.inbox(), attentions, transactions, jobs, clock));
        postingJob = new CreditPostingJob(ledger, host::post, attentions, transactions, jobs, clock);
        var refundProcessor = new RefundProcessor(
                attempts,
                refunds,
                router,
                acquirers,
                new RefundIntake(attempts, refunds, postings, transactions, jobs, entry -> {}, clock),
                new RefundRequests(attempts, postings, receipts, billing, clock),
                new RefundOutcomes(attempts, refunds, postings, transactions, entry -> {}, attentions),
                clock);
        payerPayments = new PayerPayments(
                router,
                new PaymentStarter(
                        billing,
                        new AttemptOpening(billing, () -> List.of(branch), attempts, transactions, jobs, clock),
                        router,
                        acquirers,
                        settlement,
                        receipts,
                        clock),
                reconciler,
                webhooks,
                attempts,
                ledger,
                transactions,
                clock);
        administration = new PaymentAdministration(
                attempts,
                refunds,
                router,
                postings,
                new UnallocatedPayments(ledger, attempts, postings, billing, transactions, entry -> {}, clock),
                refundProcessor,
                new RefundDecisions(attempts, refunds, postings, transactions, entry -> {}, attentions, clock),
                reconciler);
        for (var handler : List.<JobHandler>of(reconciler, unknownOrders, webhooks, refundProcessor)) {
            handlers.put(handler.kind(), handler);
        }
    }

    InvoiceId issue(int number, long minor) {
        return stores.issue(number, new Money(minor, branch.currency()));
    }

    /** The payer clicks; what the form is, if there is one. */
    @Nullable
    URI click(InvoiceId invoice) {
        var before = List.copyOf(bank.orders());
        var start = surviving(() -> payerPayments.start(invoice, RETURN_TO));
        var form = start == null || start.kind() != PaymentStart.Kind.FORM ? null : start.payAt();
        if (form != null) {
            bank.visit(form);
        }
        bank.orders().stream()
                .filter(order -> !before.contains(order))
                .forEach(order -> openedFor.put(order.orderId, invoice));
        return form;
    }

    void follow(InvoiceId invoice) {
        surviving(() -> payerPayments.follow(invoice));
    }

    void archive(InvoiceId id) {
        surviving(() -> {
            stores.archive(id);
            return true;
        });
    }

    void refund(InvoiceId invoice, long minor) {
        surviving(() -> administration.of(invoice).stream()
                .filter(payment -> payment.captured().isPositive())
                .findFirst()
                .map(payment -> administration.refund(
                        payment.attempt().id(), new Money(minor, branch.currency()), "", CASHIER)));
    }

    /** The school's staff looks in the bank's books for refunds of which the bank does not tell. */
    void decideRefunds() {
        for (var invoice : Set.copyOf(openedFor.values())) {
            surviving(() -> {
                for (var payment : administration.of(invoice)) {
                    payment.refunds().stream()
                            .filter(refund -> refund.awaitsDecision(clock.now()))
                            .forEach(refund -> administration.decideRefund(
                                    refund.id(), isMade(payment.attempt(), refund), "In the bank's books", CASHIER));
                }
                return true;
            });
        }
    }

    private boolean isMade(PaymentAttempt attempt, Refund ours) {
        return bank.order(attempt.orderId()).refunds.stream()
                .anyMatch(refund -> !refund.byStaff()
                        && refund.state() == BankOrder.Refund.State.DONE
                        && refund.amount() == ours.amount().minor()
                        && !refund.at().isBefore(ours.requestedAt()));
    }

    /** The bank calls; whether the call was acknowledged, so that the bank need not repeat it. */
    boolean deliver(RawWebhook webhook) {
        if (!adapterIsInstalled && bugs.contains(Sabotage.ABSENT_CALLS_ACKNOWLEDGED)) {
            acknowledged.add(webhook);
            return true;
        }
        WebhookReply reply = surviving(() -> receive(webhook));
        boolean isAcknowledged = reply == null ? bugs.contains(Sabotage.ACK_BEFORE_COMMIT) : reply.status() == 200;
        if (isAcknowledged) {
            acknowledged.add(webhook);
            if (bugs.contains(Sabotage.LATE_NUMBER_WINS)) {
                rename(webhook);
            }
        }
        return isAcknowledged;
    }

    /** A bug: whatever transaction of the order a message is about, its number is the payment's from now on. */
    private void rename(RawWebhook webhook) {
        var attempts = stores.attempts();
        for (var event : adapter.parse(account, webhook)) {
            attempts.findByOrder(account.id(), event.orderId())
                    .filter(found -> !event.providerId().isEmpty())
                    .ifPresent(found ->
                            surviving(() -> attempts.change(found.id(), was -> named(was, event.providerId()))));
        }
    }

    private static PaymentAttempt named(PaymentAttempt was, String number) {
        return new PaymentAttempt(
                was.id(),
                was.account(),
                was.invoice(),
                was.orderId(),
                was.amount(),
                was.status(),
                number,
                was.payAt(),
                was.detail(),
                was.startedAt(),
                was.validUntil(),
                was.receipt());
    }

    /** Whether the bank takes the money after it has asked us; silence is a no. */
    boolean permits(RawWebhook question) {
        WebhookReply reply = surviving(() -> receive(question));
        return reply != null && bank.isPermission(reply);
    }

    WebhookReply receive(RawWebhook webhook) {
        return payerPayments.receive(account.provider(), account.hookKey(), webhook);
    }

    void removeAdapter(boolean removed) {
        adapters.clear();
        adapterIsInstalled = !removed;
        if (!removed) {
            adapters.add(adapter);
        }
    }

    /** The node is off: time passes at the bank alone. */
    void sleep(Duration time) {
        clock.advance(time);
    }

    void pass(Duration time) {
        clock.advance(time);
        runJobs();
    }

    /** Runs what is due; a job that dies stays planned, as a real one does. */
    void runJobs() {
        for (int i = 0; i < 300; i++) {
            var due = stores.planned().entrySet().stream()
                    .filter(entry -> !entry.getValue().isAfter(clock.now()))
                    .min(Map.Entry.<JobId, Instant>comparingByValue()
                            .thenComparing(entry -> entry.getKey().toString()));
            if (due.isEmpty()) {
                break;
            }
            run(due.get().getKey());
        }
        if (!bugs.contains(Sabotage.POSTINGS_LEFT)) {
            surviving(() -> postingJob.run("one"));
        }
    }

    boolean isQuiet() {
        return stores.planned().isEmpty()
                && stores.ledger().queued(clock.now(), 1).isEmpty();
    }

    int points() {
        return points;
    }

    private void run(JobId job) {
        var handler = java.util.Objects.requireNonNull(handlers.get(job.kind()));
        var planned = stores.planned().remove(job);
        if (job.kind().equals("payment-reconcile") && bugs.contains(Sabotage.NO_RECONCILER)) {
            return;
        }
        var outcome = surviving(() -> handler.run(job.key()));
        if (outcome == null && planned != null) {
            stores.planned().putIfAbsent(job, clock.now().plusSeconds(30));
        } else if (outcome != null && outcome.again() != null) {
            stores.planned().merge(job, outcome.again(), (was, now) -> now.isBefore(was) ? now : was);
        }
    }

    /** Nothing if the process died on the way, or the request was refused. */
    private <T> @Nullable T surviving(Supplier<T> work) {
        try {
            return work.get();
        } catch (Crash | ProblemException end) {
            return null;
        }
    }

    private void point() {
        if (points++ == crashAt) {
            throw new Crash(points - 1);
        }
    }
}
