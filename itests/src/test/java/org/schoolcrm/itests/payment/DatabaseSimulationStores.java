package org.schoolcrm.itests.payment;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.simulation.RecordedState;
import org.schoolcrm.acquiring.simulation.SimulationStores;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.SettableClock;

/** The stores, the transactions and the invoices that ship, on a real database; a process may die between any two calls. */
final class DatabaseSimulationStores implements SimulationStores {

    private static final BranchId CENTRE = new BranchId(1);

    private final TestApplication application;
    private final Runnable point;
    private final Transactions real;
    private final List<CustomerId> customers;
    private final List<InvoiceId> invoices = new ArrayList<>();
    private final Map<JobId, Instant> planned = new HashMap<>();
    private long account;

    DatabaseSimulationStores(TestApplication application, Runnable point) {
        this.application = application;
        this.point = point;
        this.real = application.the(Transactions.class);
        this.customers = application.the(Customers.class).search(CENTRE, "", 20).stream()
                .map(found -> found.id())
                .toList();
        clock().set("2026-09-01T09:00:00Z");
    }

    @Override
    public AttemptStore attempts() {
        return dying(AttemptStore.class);
    }

    @Override
    public RefundStore refunds() {
        return dying(RefundStore.class);
    }

    @Override
    public PaymentLedger ledger() {
        return dying(PaymentLedger.class);
    }

    @Override
    public WebhookInbox inbox() {
        return dying(WebhookInbox.class);
    }

    @Override
    public MerchantAccountStore accounts() {
        return application.the(MerchantAccountStore.class);
    }

    @Override
    public Billing billing() {
        return dying(Billing.class);
    }

    @Override
    public Attentions attentions() {
        return dying(Attentions.class);
    }

    @Override
    public SettableClock clock() {
        return application.the(SettableClock.class);
    }

    @Override
    public Map<JobId, Instant> planned() {
        return planned;
    }

    /** A crash before the commit leaves nothing behind, one after it everything. */
    @Override
    public Transactions transactions() {
        return new Transactions() {
            @Override
            public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
                T result = real.inTransaction(() -> {
                    T done = work.get();
                    point.run();
                    return done;
                });
                point.run();
                return result;
            }

            @Override
            public <T extends @Nullable Object> T apart(Supplier<T> work) {
                return real.apart(work);
            }

            @Override
            public void afterCommit(Runnable effect) {
                real.afterCommit(effect);
            }
        };
    }

    /** Jobs are planned when the transaction commits, and not if it does not. */
    @Override
    public Jobs jobs() {
        return new Jobs() {
            @Override
            public void schedule(JobId job, Instant at) {
                point.run();
                real.afterCommit(() -> planned.merge(job, at, (was, now) -> now.isBefore(was) ? now : was));
            }

            @Override
            public void cancel(JobId job) {
                real.afterCommit(() -> planned.remove(job));
            }
        };
    }

    @Override
    public MerchantAccount adopt(MerchantAccount model) {
        var id = accounts().newId();
        account = id.value();
        var adopted = new MerchantAccount(
                id,
                model.branch(),
                model.provider(),
                model.name(),
                "hook-" + id,
                model.live(),
                model.active(),
                model.settings());
        real.run(() -> accounts().add(adopted));
        return adopted;
    }

    @Override
    public InvoiceId issue(int number, Money amount) {
        var day = LocalDate.parse("2026-09-01");
        var zero = Money.zero(amount.currency());
        var draft = new InvoiceDraft(
                new BilledAccount(CENTRE, customers.get(number), AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, amount, new DateRange(day, day)),
                new PaymentTerm(day, null),
                false,
                null,
                new InvoiceExplanation(List.of(new InvoiceLine(day, null, null, amount, zero, null)), zero));
        var issued = real.inTransaction(() -> application.the(Billing.class).issueAll(List.of(draft), Actor.SYSTEM));
        invoices.add(issued.get(0).invoice().id());
        return issued.get(0).invoice().id();
    }

    @Override
    public void archive(InvoiceId invoice) {
        application.the(Billing.class).archive(invoice, Actor.SYSTEM);
    }

    @Override
    public RecordedState recordedState() {
        return new RecordedStateBySql(application.the(DataSource.class), account, invoices).read();
    }

    private <T> T dying(Class<T> port) {
        var service = application.the(port);
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, values) -> {
                    point.run();
                    try {
                        return method.invoke(service, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
