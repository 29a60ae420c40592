package org.schoolcrm.acquiring.testkit;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
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
import org.schoolcrm.acquiring.core.Banks;
import org.schoolcrm.acquiring.core.MoneyBook;
import org.schoolcrm.acquiring.core.PaymentDesk;
import org.schoolcrm.acquiring.core.PaymentOffice;
import org.schoolcrm.acquiring.core.PaymentStarter;
import org.schoolcrm.acquiring.core.PostingQueue;
import org.schoolcrm.acquiring.core.PreChecks;
import org.schoolcrm.acquiring.core.Receipts;
import org.schoolcrm.acquiring.core.Reconciler;
import org.schoolcrm.acquiring.core.RefundDesk;
import org.schoolcrm.acquiring.core.Settlement;
import org.schoolcrm.acquiring.core.WebhookDesk;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.api.Receipt;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.testkit.SettableClock;

/**
 * Online payment wired as in the container, on memory that a crash rolls back, with one simulated bank. One thread, no
 * time of its own: the same decisions lead to the same end.
 */
public final class World {

    private static final String BACK = "https://school.example/i/token/back";
    private static final Actor CASHIER = Actor.user(7);

    /** What the CRM was told to put onto an account; its own books outlive our crashes. */
    record Booked(long branch, long customer, long minor, String currency) {}

    final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    final SimulatedBank bank;
    final MerchantAccount account;
    final WorldStores stores;
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
    private int depth;
    private final List<Acquirer> adapters = new ArrayList<>();
    private final Acquirer adapter;
    private final PaymentDesk desk;
    private final PaymentOffice office;
    private final Map<String, JobHandler> handlers = new HashMap<>();
    private final Branch branch;

    World(AcquirerContract kit, String currency, Set<Sabotage> bugs) {
        this.bugs = bugs.isEmpty() ? EnumSet.noneOf(Sabotage.class) : EnumSet.copyOf(bugs);
        this.stores = new WorldStores(this.bugs, this::point);
        this.bank = kit.newBank(clock);
        this.account = kit.newAccount();
        this.branch = new Branch(account.branch(), "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance(currency));
        stores.merchants.add(account);
        HttpExchange http = call -> {
            point();
            var answer = bank.send(call);
            point();
            return answer;
        };
        this.adapter = new SabotagedAcquirer(kit.newAcquirer(http, clock), this.bugs);
        adapters.add(adapter);
        Transactions transactions = new RollingBack();
        Jobs jobs = new Planned();
        var billing = billing();
        var banks = new Banks(stores.accounts, adapters, path -> URI.create("https://school.example" + path), clock);
        var book = new MoneyBook(stores.ledger, billing, () -> List.of(branch), jobs, clock);
        var receipts = new Receipts(nobody());
        var settlement = new Settlement(stores.attempts, stores.refunds, book, transactions, jobs, clock);
        var reconciler = new Reconciler(stores.attempts, banks, settlement, clock);
        var webhooks = new WebhookDesk(
                banks,
                stores.inbox,
                settlement,
                new PreChecks(stores.attempts, billing, () -> List.of(branch), clock),
                transactions,
                jobs,
                clock);
        var posting = new PostingQueue(stores.ledger, this::post, transactions, clock);
        var refundDesk = new RefundDesk(
                stores.attempts,
                stores.refunds,
                banks,
                book,
                receipts,
                billing,
                transactions,
                jobs,
                entry -> {},
                clock);
        desk = new PaymentDesk(
                banks,
                new PaymentStarter(
                        billing,
                        () -> List.of(branch),
                        banks,
                        stores.attempts,
                        settlement,
                        receipts,
                        transactions,
                        jobs,
                        clock),
                reconciler,
                webhooks,
                stores.attempts,
                stores.ledger,
                clock);
        office = new PaymentOffice(
                stores.attempts,
                stores.refunds,
                stores.ledger,
                banks,
                book,
                refundDesk,
                reconciler,
                billing,
                transactions,
                entry -> {},
                clock);
        for (var handler : List.<JobHandler>of(reconciler, webhooks, posting, refundDesk)) {
            handlers.put(handler.kind(), handler);
        }
    }

    InvoiceId issue(long number, long minor) {
        var issued = LocalDate.parse("2026-09-01");
        var id = new InvoiceId(number);
        stores.state.invoices.put(
                id,
                new Invoice(
                        id,
                        "1-2026-" + number,
                        branch.id(),
                        new CustomerId(100 + number * 10),
                        AccountId.BASE,
                        null,
                        CalculationMethod.MANUAL,
                        new Money(minor, branch.currency()),
                        new DateRange(issued, issued),
                        new PaymentTerm(issued, null),
                        false,
                        InvoiceStatus.AWAITING_PAYMENT,
                        Money.zero(branch.currency()),
                        Set.of(),
                        clock.now()));
        return id;
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
        stores.state.invoices.computeIfPresent(
                id, (key, invoice) -> invoice.status() == InvoiceStatus.AWAITING_PAYMENT ? invoice.archive() : invoice);
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
        WebhookReply reply = surviving(() -> desk.receive(account.provider(), account.hookKey(), webhook));
        boolean ok = reply == null ? bugs.contains(Sabotage.ACK_BEFORE_COMMIT) : reply.status() == 200;
        if (ok) {
            acknowledged.add(webhook);
        }
        return ok;
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
            var due = stores.state.jobs.entrySet().stream()
                    .filter(entry -> !entry.getValue().isAfter(clock.now()))
                    .min(Map.Entry.<JobId, Instant>comparingByValue()
                            .thenComparing(entry -> entry.getKey().toString()));
            if (due.isEmpty()) {
                return;
            }
            run(due.get().getKey());
        }
    }

    boolean isQuiet() {
        return stores.state.jobs.isEmpty();
    }

    int points() {
        return points;
    }

    private void run(JobId job) {
        var handler = java.util.Objects.requireNonNull(handlers.get(job.kind()));
        var planned = stores.state.jobs.remove(job);
        if (job.kind().equals("payment-reconcile") && bugs.contains(Sabotage.NO_RECONCILER)) {
            return;
        }
        if (job.kind().equals("payment-posting") && bugs.contains(Sabotage.POSTING_JOB_LOST)) {
            return;
        }
        var outcome = surviving(() -> handler.run(job.key()));
        if (outcome == null && planned != null) {
            stores.state.jobs.putIfAbsent(job, clock.now().plusSeconds(30));
        } else if (outcome != null && outcome.again() != null) {
            stores.state.jobs.merge(job, outcome.again(), (was, now) -> now.isBefore(was) ? now : was);
        }
    }

    /** Nothing if the process died on the way, or said no. */
    private <T> @Nullable T surviving(Supplier<T> work) {
        try {
            return work.get();
        } catch (Crash crash) {
            depth = 0;
            return null;
        } catch (ProblemException refusal) {
            depth = 0;
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

    /** Of all that billing does only what online payment asks for. */
    private Billing billing() {
        return (Billing) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {Billing.class}, (proxy, method, arguments) -> {
                    var invoices = stores.state.invoices;
                    return switch (method.getName()) {
                        case "find" -> java.util.Optional.ofNullable(invoices.get((InvoiceId) arguments[0]));
                        case "lockCustomers" -> null;
                        case "book" -> book((InvoiceId) arguments[0], (Receipt) arguments[1]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private Invoice book(InvoiceId id, Receipt receipt) {
        var was = java.util.Objects.requireNonNull(stores.state.invoices.get(id));
        if (bugs.contains(Sabotage.INVOICE_NOT_BOOKED)
                || (bugs.contains(Sabotage.ARCHIVED_REFUSES_MONEY) && was.status() == InvoiceStatus.ARCHIVED)) {
            return was;
        }
        point();
        var next = was.book(receipt);
        next = bugs.contains(Sabotage.INVOICE_BOOKED_TWICE) ? next.book(receipt) : next;
        stores.state.invoices.put(id, next);
        return next;
    }

    private static Customers nobody() {
        return (Customers) Proxy.newProxyInstance(
                World.class.getClassLoader(),
                new Class<?>[] {Customers.class},
                (proxy, method, arguments) -> List.of());
    }

    /** Jobs are planned in the transaction and die with it. */
    private final class Planned implements Jobs {

        @Override
        public void schedule(JobId job, Instant at) {
            point();
            stores.state.jobs.merge(job, at, (was, now) -> now.isBefore(was) ? now : was);
        }

        @Override
        public void cancel(JobId job) {
            stores.state.jobs.remove(job);
        }
    }

    /** A crash before the commit leaves nothing behind, one after it everything. */
    private final class RollingBack implements Transactions {

        @Override
        public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
            if (depth > 0) {
                return work.get();
            }
            var saved = new WorldState(stores.state);
            boolean committed = false;
            depth++;
            try {
                var result = work.get();
                point();
                committed = true;
                depth--;
                point();
                return result;
            } finally {
                if (!committed) {
                    depth = 0;
                    if (!bugs.contains(Sabotage.NO_ROLLBACK)) {
                        stores.state = saved;
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
