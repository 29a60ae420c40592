package org.schoolcrm.itests.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.acquiring.testkit.SimulatedTbank;
import org.schoolcrm.acquiring.testkit.SimulatedYookassa;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.itests.application.Wiring;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.JdkHttpExchange;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** A payer presses the button and pays at the bank, the school hears of it, and a part is sent back. */
final class PaymentFlow implements Flow {

    /** How the school hears of what happened at the bank. */
    enum News {
        /** By signed calls, each repeated until the bank is told that it was heard. */
        WEBHOOKS,
        /** By asking: every call of the bank is lost. */
        QUESTIONS
    }

    static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");

    static final int CUSTOMERS = 6;

    private static final BranchId CENTRE = new BranchId(1);
    private static final Money BACK = Money.of("500", "RUB");
    private static final Actor CASHIER = Actor.user(4);

    private final School school;
    private final News news;
    private final Consumer<Wiring> bug;
    private final SimulatedBank bank;
    private final InvoiceId invoice;
    private final List<RawWebhook> underWay = new ArrayList<>();
    private final List<RawWebhook> acknowledged = new ArrayList<>();
    private @Nullable String form;
    private boolean isPaid;
    private boolean isRefunded;

    PaymentFlow(School school, News news) {
        this(school, news, wiring -> {});
    }

    PaymentFlow(School school, News news, Consumer<Wiring> bug) {
        this.school = school;
        this.bug = bug;
        this.news = news;
        this.bank = bank(school, news);
        this.invoice = new InvoiceId(Rows.number(school.tables(), "select id from invoice"));
    }

    static List<String> bundles(News news) {
        return List.of("persistence", "forecast-core", "billing-core", "acquiring-core", "acquiring-" + provider(news));
    }

    /** An account with the bank and an invoice. */
    static void prepare(School school, News news) {
        var node = school.open(CrashPlan.none(), wiring -> {});
        var settings = news == News.WEBHOOKS
                ? Map.of("terminalKey", "1321054611234DEMO", "password", "Dfsfh56dgKl")
                : Map.of("shopId", "500105", "secretKey", "live_secret");
        node.the(MerchantAccounts.class).connect(CENTRE, provider(news), "Банк", true, settings, Actor.SYSTEM);
        long customer = Rows.number(school.tables(), "select min(id) from school_customer where branch_id = 1");
        node.the(Billing.class)
                .issueManual(
                        new ManualInvoice(
                                CENTRE,
                                new CustomerId(customer),
                                AccountId.BASE,
                                CalculationMethod.MANUAL,
                                Money.of("1500", "RUB"),
                                null,
                                null,
                                CostFilter.ALL,
                                null,
                                null,
                                false,
                                UnpaidInvoicePolicy.KEEP),
                        Actor.SYSTEM);
        school.end(node);
        school.remember();
    }

    private static String provider(News news) {
        return news == News.WEBHOOKS ? "tbank" : "yookassa";
    }

    private static SimulatedBank bank(School school, News news) {
        return news == News.WEBHOOKS
                ? new SimulatedTbank(school.clock(), "1321054611234DEMO", "Dfsfh56dgKl")
                : new SimulatedYookassa(school.clock(), "500105", "live_secret");
    }

    @Override
    public void connect(Wiring wiring, CrashPlan plan) {
        wiring.standIn(JdkHttpExchange.class, (HttpExchange) call -> call(plan, call));
        bug.accept(wiring);
    }

    private HttpAnswer call(CrashPlan plan, HttpCall call) {
        try {
            return plan.call(
                    "bank " + call.uri().getPath(),
                    () -> bank.send(call),
                    () -> HttpAnswer.noAnswer("connection reset"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void step(Node node) {
        if (form == null) {
            node.plan().stage("pay");
            var start = node.the(Acquiring.class).start(invoice, "https://school.example/i/token/back");
            form = start.kind() == PaymentStart.Kind.FORM ? String.valueOf(start.payAt()) : null;
        } else if (!isPaid) {
            payAtTheForm();
            isPaid = true;
        }
        underWay.addAll(bank.takeOutbox());
        if (news == News.QUESTIONS) {
            underWay.clear();
        }
        if (!underWay.isEmpty()) {
            node.plan().stage("webhook");
            deliver(node);
        }
        if (!isRefunded && isCredited()) {
            node.plan().stage("refund");
            refund(node);
        }
    }

    private void payAtTheForm() {
        var shown = String.valueOf(form);
        var order = bank.orders().stream()
                .filter(one -> shown.contains(one.paymentId))
                .findFirst()
                .orElseThrow();
        underWay.addAll(bank.simulate(order.orderId, PaymentEvent.PAID));
    }

    /** The bank comes again with whatever it was not thanked for. */
    private void deliver(Node node) {
        var account = node.the(MerchantAccounts.class).of(CENTRE).get(0);
        for (var call : List.copyOf(underWay)) {
            var reply = node.the(Acquiring.class).receive(account.provider(), account.hookKey(), call);
            if (reply.status() == 200) {
                underWay.remove(call);
                acknowledged.add(call);
            }
        }
    }

    /** The cashier looks first whether the refund is there already. */
    private void refund(Node node) {
        var payments = node.the(Payments.class);
        for (var payment : payments.of(invoice)) {
            boolean isAsked = payment.refunds().stream().anyMatch(one -> one.status() != RefundStatus.REFUSED);
            isRefunded |= payment.refunds().stream().anyMatch(one -> one.status() == RefundStatus.DONE);
            if (payment.captured().isPositive() && !isAsked) {
                payments.refund(payment.attempt().id(), BACK, "Перерасчет", CASHIER);
            }
        }
    }

    private boolean isCredited() {
        return Rows.number(school.tables(), "select count(*) from school_entry where payment_id is not null") > 0;
    }

    @Override
    public boolean isOver() {
        return underWay.isEmpty()
                && Rows.number(school.tables(), "select count(*) from posting where state = 'POSTED'") >= 2;
    }

    @Override
    public List<String> audit() {
        return new MoneyAuditor(school.tables(), bank, acknowledged).findings();
    }
}
