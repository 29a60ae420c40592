package org.schoolcrm.itests.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.testkit.BankOrder;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What happens to one payment at the same moment, on a real PostgreSQL: each time somebody must wait for the others. */
class PaymentStormTest {

    private static final int ROUNDS = 15;
    private static final int THREADS = 8;
    private static final BranchId CENTRE = new BranchId(1);
    private static final String RETURN_TO = "http://localhost/i/x/back";
    private static final Money PRICE = Money.of("1500", "RUB");

    private static TestDatabase database;
    private static TestApplication application;
    private static SimulatedBank bank;
    private static MerchantAccount account;
    private static CustomerId customer;
    private static ExecutorService threads;

    private final Acquiring acquiring = application.the(Acquiring.class);
    private final Billing billing = application.the(Billing.class);

    @BeforeAll
    static void open() {
        database = TestDatabase.postgres();
        application = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 20);
        var kit = BankKits.all().get("tbank");
        var clock = application.the(SettableClock.class);
        bank = kit.bank().apply(clock);
        application.offer(Acquirer.class, kit.adapter().apply(PaymentStormTest::answer, clock));
        account = application
                .the(MerchantAccounts.class)
                .connect(
                        CENTRE,
                        "tbank",
                        "Т-Банк",
                        true,
                        kit.account().get().settings(),
                        new AccountTerms("", FiscalPolicy.NONE, 99, Set.of(), null, null),
                        Actor.SYSTEM);
        customer = application.the(Customers.class).search(CENTRE, "", 1).get(0).id();
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        application.close();
        database.close();
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("authorized and confirmed at once are one payment")
    void authorized_and_confirmed_at_once_are_one_payment() throws Exception {
        var invoice = startPayment();
        var notifications = Stream.of(PaymentEvent.AUTHORIZED, PaymentEvent.PAID)
                .flatMap(one -> bank.simulate(order().orderId, one).stream())
                .toList();

        assertThat(atOnce(calls(notifications))).containsOnly(200);

        assertPaidOnce(invoice);
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("the same call from everywhere at once is one payment")
    void the_same_call_from_everywhere_is_one_payment() throws Exception {
        var invoice = startPayment();
        var notification = bank.simulate(order().orderId, PaymentEvent.PAID).get(0);

        assertThat(atOnce(
                        Stream.generate(() -> call(notification)).limit(THREADS).toList()))
                .containsOnly(200);

        assertPaidOnce(invoice);
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("of archiving and paying at once either comes first, and money is never refused")
    void of_archiving_and_paying_either_comes_first() throws Exception {
        var invoice = startPayment();
        var notification = bank.simulate(order().orderId, PaymentEvent.PAID).get(0);

        var answers = atOnce(List.of(call(notification), () -> archive(invoice)));

        boolean archivedFirst = answers.get(1) == 200;
        assertPaidOnce(invoice);
        assertThat(billing.find(invoice).orElseThrow().flags().contains(InvoiceFlag.PAID_AFTER_ARCHIVE))
                .isEqualTo(archivedFirst);
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("the webhook, the return page and the reconciler at once are one payment")
    void webhook_return_page_and_reconciler_at_once_are_one_payment() throws Exception {
        var invoice = startPayment();
        var notification = bank.simulate(order().orderId, PaymentEvent.PAID).get(0);
        application.the(SettableClock.class).advance(Duration.ofMinutes(2));

        atOnce(List.of(call(notification), () -> follow(invoice), this::reconcile));

        assertPaidOnce(invoice);
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("clicks at once open one form")
    void clicks_at_once_open_one_form() throws Exception {
        var invoice = issue(false);
        long before = bank.orders().size();

        atOnce(Stream.<Callable<Integer>>generate(() -> () -> click(invoice))
                .limit(THREADS)
                .toList());

        assertThat(bank.orders()).hasSize((int) before + 1);
        assertThat(acquiring.start(invoice, RETURN_TO).kind()).isEqualTo(PaymentStart.Kind.FORM);
        assertThat(bank.orders()).hasSize((int) before + 1);
    }

    @Test
    @DisplayName("an invoice that may be paid again is credited for each payment, and for no repeated call")
    void an_invoice_that_may_be_paid_again_is_credited_for_each_payment() throws Exception {
        var invoice = issue(true);
        var notifications = new ArrayList<RawWebhook>();
        for (int payment = 1; payment <= 3; payment++) {
            click(invoice);
            notifications.addAll(bank.simulate(order().orderId, PaymentEvent.PAID));
            deliver(notifications.get(notifications.size() - 1));
            assertThat(number("select count(*) from bank_operation where invoice_id = " + invoice))
                    .isEqualTo(payment);
        }

        notifications.forEach(this::deliver);

        assertThat(number("select count(*) from bank_operation where invoice_id = " + invoice))
                .isEqualTo(3);
        assertThat(number("select sum(p.amount) from posting p join bank_operation o on o.id = p.payment_id"
                        + " where o.invoice_id = " + invoice))
                .isEqualTo(3 * PRICE.minor());
    }

    @Test
    @DisplayName("while a secret is changed under load no genuine call is refused")
    void while_a_secret_is_changed_no_genuine_call_is_refused() throws Exception {
        var merchants = application.the(MerchantAccounts.class);
        var calls = new ArrayList<Callable<Integer>>();
        var invoices = new ArrayList<InvoiceId>();
        for (int i = 0; i < THREADS - 1; i++) {
            var invoice = startPayment();
            invoices.add(invoice);
            var notification = bank.simulate(order().orderId, PaymentEvent.PAID).get(0);
            calls.add(() -> {
                for (int again = 0; again < 10; again++) {
                    deliver(notification);
                }
                return deliver(notification);
            });
        }
        var settings = new HashMap<>(account.settings());
        settings.put("passwordPrevious", Objects.requireNonNull(settings.get("password")));
        settings.put("password", "a-newer-password");
        calls.add(() -> {
            merchants.change(account.id(), "Т-Банк", true, settings, account.terms(), Actor.SYSTEM);
            return 200;
        });

        assertThat(atOnce(calls)).containsOnly(200);

        merchants.change(account.id(), "Т-Банк", true, account.settings(), account.terms(), Actor.SYSTEM);
        for (var invoice : invoices) {
            assertPaidOnce(invoice);
        }
    }

    private static HttpAnswer answer(HttpCall call) {
        synchronized (bank) {
            return bank.send(call);
        }
    }

    /** All of them at the same moment; refusals are answers of four hundred and more. */
    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        var barrier = new CyclicBarrier(calls.size());
        var futures = new ArrayList<Future<Integer>>();
        for (var call : calls) {
            futures.add(threads.submit(() -> {
                barrier.await();
                return call.call();
            }));
        }
        var answers = new ArrayList<Integer>();
        for (var future : futures) {
            answers.add(future.get());
        }
        return answers;
    }

    private List<Callable<Integer>> calls(List<RawWebhook> notifications) {
        return notifications.stream().map(this::call).toList();
    }

    private Callable<Integer> call(RawWebhook notification) {
        return () -> deliver(notification);
    }

    private int deliver(RawWebhook notification) {
        return acquiring.receive("tbank", account.hookKey(), notification).status();
    }

    private int archive(InvoiceId invoice) {
        try {
            billing.archive(invoice, Actor.user(2));
            return 200;
        } catch (ProblemException refusal) {
            return refusal.type().status();
        }
    }

    private int follow(InvoiceId invoice) {
        acquiring.follow(invoice);
        return 200;
    }

    private int reconcile() {
        application.work("payment-reconcile");
        return 200;
    }

    private int click(InvoiceId invoice) {
        return acquiring.start(invoice, RETURN_TO).kind() == PaymentStart.Kind.FORM ? 200 : 503;
    }

    private InvoiceId startPayment() {
        var invoice = issue(false);
        var form = acquiring.start(invoice, RETURN_TO).payAt();
        bank.visit(Objects.requireNonNull(form));
        return invoice;
    }

    /** The newest one at the bank, which was opened for the invoice of the test. */
    private BankOrder order() {
        return bank.orders().stream().reduce((first, last) -> last).orElseThrow();
    }

    private InvoiceId issue(boolean repeatable) {
        var request = new ManualInvoice(
                CENTRE,
                customer,
                AccountId.BASE,
                CalculationMethod.MANUAL,
                PRICE,
                null,
                null,
                CostFilter.ALL,
                null,
                null,
                repeatable,
                UnpaidInvoicePolicy.KEEP);
        return billing.issueManual(request, Actor.user(1)).invoice().id();
    }

    private void assertPaidOnce(InvoiceId id) throws SQLException {
        var invoice = billing.find(id).orElseThrow();
        assertThat(invoice.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoice.paid()).isEqualTo(PRICE);
        assertThat(number("select count(*) from bank_operation where invoice_id = " + id))
                .isEqualTo(1);
        assertThat(number("select count(*) from posting p join bank_operation o on o.id = p.payment_id"
                        + " where o.invoice_id = " + id))
                .isEqualTo(1);
    }

    private static long number(String sql) throws SQLException {
        try (var connection = application.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
