package org.schoolcrm.itests.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Every bank's genuine notification, delivered to the addresses of merchant accounts that it was not meant for (I4). */
class ForeignAccountsTest {

    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);
    private static final BranchId NORTH = new BranchId(2);

    @TestFactory
    @DisplayName("a genuine word at the address of another account, of the same branch or another, moves nothing")
    Stream<DynamicTest> a_word_at_a_foreign_address_moves_nothing() {
        return BankKits.all().entrySet().stream()
                .map(bank -> dynamicTest(bank.getKey(), () -> deliverToForeignAccounts(bank.getValue())));
    }

    private static void deliverToForeignAccounts(BankKit kit) throws SQLException {
        try (var database = TestDatabase.h2();
                var application = TestApplication.still(database, NOON, 20)) {
            var bank = kit.bank().apply(application.the(SettableClock.class));
            var adapter = kit.adapter().apply(bank, application.the(SettableClock.class));
            application.offer(Acquirer.class, adapter);
            closeTheSandbox(application);
            var settings = kit.account().get().settings();
            var own = connect(application, CENTRE, adapter, settings);
            var invoice = issue(application, kit.currency());
            var notifications = paid(application, invoice, bank);
            var foreignSettings = Map.copyOf(foreign(adapter, settings));
            var foreignAccounts = List.of(
                    connect(application, CENTRE, adapter, foreignSettings),
                    connect(application, NORTH, adapter, foreignSettings));

            for (var foreign : foreignAccounts) {
                notifications.forEach(notification -> deliver(application, foreign, notification));
                application.work("payment-reconcile", "payment-posting", "webhook-replay");
            }
            assertThat(number(application, "select count(*) from bank_operation"))
                    .isZero();
            assertThat(number(application, "select count(*) from posting")).isZero();
            assertThat(status(application, invoice)).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);

            notifications.forEach(notification -> deliver(application, own, notification));
            application.work("payment-reconcile", "payment-posting");

            assertThat(status(application, invoice)).isEqualTo(InvoiceStatus.PAID);
            assertThat(number(
                            application,
                            "select count(*) from bank_operation o join posting p on p.payment_id = o.id"
                                    + " where o.merchant_account_id = " + own.id() + " and o.invoice_id = " + invoice
                                    + " and p.branch_id = 1"))
                    .isEqualTo(1);
            assertThat(number(application, "select count(*) from bank_operation"))
                    .isEqualTo(1);
        }
    }

    /** The same bank, another contract with it. */
    private static Map<String, String> foreign(Acquirer adapter, Map<String, String> settings) {
        var foreignSettings = new HashMap<>(settings);
        foreignSettings.replaceAll((name, value) -> adapter.profile().isSecret(name) ? value + "x" : value);
        return foreignSettings;
    }

    private static List<RawWebhook> paid(TestApplication application, InvoiceId invoice, SimulatedBank bank) {
        var start = application.the(Acquiring.class).start(invoice, "https://school.example/i/token");
        bank.visit(start.payAt());
        var order = bank.orders().iterator().next();
        return bank.simulate(order.orderId, PaymentEvent.PAID);
    }

    private static void deliver(TestApplication application, MerchantAccount account, RawWebhook notification) {
        application.the(Acquiring.class).receive(account.provider(), account.hookKey(), notification);
    }

    private static MerchantAccount connect(
            TestApplication application, BranchId branch, Acquirer adapter, Map<String, String> settings) {
        return application
                .the(MerchantAccounts.class)
                .connect(branch, adapter.provider(), "Банк", true, settings, Actor.SYSTEM);
    }

    private static void closeTheSandbox(TestApplication application) {
        var accounts = application.the(MerchantAccounts.class);
        for (var account : accounts.of(CENTRE)) {
            accounts.change(account.id(), account.name(), false, account.settings(), AccountTerms.ANY, Actor.SYSTEM);
        }
    }

    private static InvoiceId issue(TestApplication application, String currency) {
        var customer =
                application.the(Customers.class).search(CENTRE, "", 1).get(0).id();
        var day = LocalDate.parse("2026-09-01");
        var zero = Money.zero(Money.of("1", currency).currency());
        var amount = Money.of("1500", currency);
        var draft = new InvoiceDraft(
                new BilledAccount(CENTRE, customer, AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, amount, new DateRange(day, day)),
                new PaymentTerm(day, null),
                false,
                null,
                new InvoiceExplanation(List.of(new InvoiceLine(day, null, null, amount, zero, null)), zero));
        return application
                .the(Transactions.class)
                .inTransaction(() -> application.the(Billing.class).issueAll(List.of(draft), Actor.SYSTEM))
                .get(0)
                .invoice()
                .id();
    }

    private static InvoiceStatus status(TestApplication application, InvoiceId invoice) {
        return application.the(Billing.class).find(invoice).orElseThrow().status();
    }

    private static long number(TestApplication application, String sql) throws SQLException {
        try (var connection = application.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
