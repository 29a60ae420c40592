package org.schoolcrm.acquiring.testkit;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.core.PayerPayments;
import org.schoolcrm.acquiring.core.PaymentAdministration;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.AttemptOpening;
import org.schoolcrm.acquiring.core.payment.CreditPostingJob;
import org.schoolcrm.acquiring.core.payment.FiscalReceipts;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.PaymentStarter;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.core.payment.Settlement;
import org.schoolcrm.acquiring.core.payment.UnallocatedPayments;
import org.schoolcrm.acquiring.core.refund.RefundIntake;
import org.schoolcrm.acquiring.core.refund.RefundOutcomes;
import org.schoolcrm.acquiring.core.refund.RefundProcessor;
import org.schoolcrm.acquiring.core.refund.RefundRequests;
import org.schoolcrm.acquiring.core.webhook.PreChecks;
import org.schoolcrm.acquiring.core.webhook.WebhookProcessor;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
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

    private static final String BACK = "https://school.example/i/token/back";
    private static final Actor CASHIER = Actor.user(7);

    /** What the CRM was told to put onto an account; its own books outlive our crashes. */
    record Booked(long branch, long customer, long minor, String currency) {}

    final SimulationStores premises;
    final SettableClock clock;
    final SimulatedBank bank;
    final MerchantAccount account;
    final Map<PaymentId, Booked> booked = new LinkedHashMap<>();
    /** Which customer's invoice a bank order was opened for, as seen from the payer's side. */
    final Map<String, InvoiceId> openedFor = new HashMap<>();

    final List<RawWebhook> acknowledged = new ArrayList<>();
    final Set<Sabotage> bugs;
    boolean adapterIsThere = true;
    int crashAt = -1;
    long askedBack;
    long sentBackAtTheBank;
    private int points;
    private final List<Acquirer> adapters = new ArrayList<>();
    private final Acquirer adapter;
    private final PayerPayments desk;
    private final CreditPostingJob posting;
    private final PaymentAdministration office;
    private final Map<String, JobHandler> handlers = new HashMap<>();
    private final Branch branch;

    PaymentSimulation(BankKit kit, SimulationStores.Site site, Set<Sabotage> bugs) {
        this.bugs = bugs;
        this.premises = site.open(this::point);
        this.clock = premises.clock();
        this.bank = kit.bank().apply(clock);
        this.account = premises.adopt(kit.account().get());
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
        var attempts = premises.attempts();
        var refunds = premises.refunds();
        var ledger = premises.ledger();
        var transactions = premises.transactions();
        var jobs = premises.jobs();
        var billing = premises.billing();
        var acquirers = new AcquirerRegistry(adapters, clock);
        var router = new MerchantAccountRouter(
                premises.accounts(), acquirers, path -> URI.create("https://school.example" + path));
        var postings = new PaymentPosting(ledger, billing, () -> List.of(branch), clock);
        var receipts = new FiscalReceipts(nobody());
        var settlement = new Settlement(attempts, refunds, premises.inbox(), postings, transactions, jobs, clock);
        var reconciler = new Reconciler(attempts, router, acquirers, settlement, clock);
        var webhooks = new WebhookProcessor(
                router,
                acquirers,
                premises.inbox(),
                settlement,
                new PreChecks(attempts, billing, () -> List.of(branch), clock),
                transactions,
                jobs,
                clock);
        posting = new CreditPostingJob(ledger, this::post, transactions, jobs, clock);
        var refundProcessor = new RefundProcessor(
                attempts,
                refunds,
                router,
                acquirers,
                new RefundIntake(attempts, refunds, postings, transactions, jobs, entry -> {}, clock),
                new RefundRequests(attempts, postings, receipts, billing, clock),
                new RefundOutcomes(attempts, refunds, postings, transactions),
                clock);
        desk = new PayerPayments(
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
                clock);
        office = new PaymentAdministration(
                attempts,
                refunds,
                router,
                postings,
                new UnallocatedPayments(ledger, postings, billing, transactions, entry -> {}, clock),
                refundProcessor,
                reconciler);
        for (var handler : List.<JobHandler>of(reconciler, webhooks, refundProcessor)) {
            handlers.put(handler.kind(), handler);
        }
    }

    InvoiceId issue(int number, long minor) {
        return premises.issue(number, new Money(minor, branch.currency()));
    }

    /** The payer clicks; what the form is, if there is one. */
    @Nullable
    URI click(InvoiceId invoice) {
        var before = List.copyOf(bank.orders());
        var start = surviving(() -> desk.start(invoice, BACK));
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
        surviving(() -> desk.follow(invoice));
    }

    void archive(InvoiceId id) {
        surviving(() -> {
            premises.archive(id);
            return true;
        });
    }

    void refund(InvoiceId invoice, long minor) {
        surviving(() -> office.of(invoice).stream()
                .filter(payment -> payment.captured().isPositive())
                .findFirst()
                .map(payment ->
                        office.refund(payment.attempt().id(), new Money(minor, branch.currency()), "", CASHIER)));
    }

    /** The bank calls; whether it heard that it need not come again. */
    boolean deliver(RawWebhook webhook) {
        if (!adapterIsThere && bugs.contains(Sabotage.ABSENT_CALLS_ACKNOWLEDGED)) {
            acknowledged.add(webhook);
            return true;
        }
        WebhookReply reply = surviving(() -> hear(webhook));
        boolean ok = reply == null ? bugs.contains(Sabotage.ACK_BEFORE_COMMIT) : reply.status() == 200;
        if (ok) {
            acknowledged.add(webhook);
        }
        return ok;
    }

    WebhookReply hear(RawWebhook webhook) {
        return desk.receive(account.provider(), account.hookKey(), webhook);
    }

    void takeAdapterAway(boolean away) {
        adapters.clear();
        adapterIsThere = !away;
        if (!away) {
            adapters.add(adapter);
        }
    }

    void pass(Duration time) {
        clock.advance(time);
        runJobs();
    }

    /** Runs what is due; a job that dies stays planned, as a real one does. */
    void runJobs() {
        for (int i = 0; i < 300; i++) {
            var due = premises.planned().entrySet().stream()
                    .filter(entry -> !entry.getValue().isAfter(clock.now()))
                    .min(Map.Entry.<JobId, Instant>comparingByValue()
                            .thenComparing(entry -> entry.getKey().toString()));
            if (due.isEmpty()) {
                break;
            }
            run(due.get().getKey());
        }
        if (!bugs.contains(Sabotage.POSTINGS_LEFT)) {
            surviving(() -> posting.run("one"));
        }
    }

    boolean isQuiet() {
        return premises.planned().isEmpty()
                && premises.ledger().queued(clock.now(), 1).isEmpty();
    }

    int points() {
        return points;
    }

    private void run(JobId job) {
        var handler = java.util.Objects.requireNonNull(handlers.get(job.kind()));
        var planned = premises.planned().remove(job);
        if (job.kind().equals("payment-reconcile") && bugs.contains(Sabotage.NO_RECONCILER)) {
            return;
        }
        var outcome = surviving(() -> handler.run(job.key()));
        if (outcome == null && planned != null) {
            premises.planned().putIfAbsent(job, clock.now().plusSeconds(30));
        } else if (outcome != null && outcome.again() != null) {
            premises.planned().merge(job, outcome.again(), (was, now) -> now.isBefore(was) ? now : was);
        }
    }

    /** Nothing if the process died on the way, or said no. */
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

    private PostingAnswer post(Posting posting) {
        point();
        var entry = new Booked(
                posting.branch().value(),
                posting.customer().value(),
                posting.amount().minor(),
                posting.amount().currency().getCurrencyCode());
        if (bugs.contains(Sabotage.HOST_POSTS_TWICE) && booked.containsKey(posting.id())) {
            booked.put(new PaymentId(-posting.id().value()), entry);
        }
        booked.putIfAbsent(posting.id(), entry);
        if (bugs.contains(Sabotage.HOST_POSTS_TWICE) && posting.id().value() % 3 == 0) {
            booked.put(new PaymentId(-posting.id().value()), entry);
        }
        point();
        return PostingAnswer.posted();
    }

    private static Customers nobody() {
        return (Customers) Proxy.newProxyInstance(
                PaymentSimulation.class.getClassLoader(),
                new Class<?>[] {Customers.class},
                (proxy, method, arguments) -> List.of());
    }
}
