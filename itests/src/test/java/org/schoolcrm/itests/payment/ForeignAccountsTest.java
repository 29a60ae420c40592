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
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Happening;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Every bank's genuine word, brought to the addresses of merchant accounts that it was not meant for (I4). */
class ForeignAccountsTest {

    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);
    private static final BranchId NORTH = new BranchId(2);

    @TestFactory
    @DisplayName("a genuine word at the address of another account, of the same branch or another, moves nothing")
    Stream<DynamicTest> a_word_at_a_foreign_address_moves_nothing() {
        return BankKits.all().entrySet().stream()
                .map(bank -> dynamicTest(bank.getKey(), () -> wander(bank.getValue())));
    }

    private static void wander(BankKit kit) throws SQLException {
        try (var database = TestDatabase.h2();
                var house = TestApplication.still(database, NOON, 20)) {
            var bank = kit.bank().apply(house.the(SettableClock.class));
            var adapter = kit.adapter().apply(bank, house.the(SettableClock.class));
            house.offer(Acquirer.class, adapter);
            closeTheSandbox(house);
            var settings = kit.account().get().settings();
            var mine = connect(house, CENTRE, adapter, settings);
            var invoice = issue(house, kit.currency());
            var words = paid(house, invoice, bank);
            var others = Map.copyOf(foreign(adapter, settings));
            var strangers = List.of(connect(house, CENTRE, adapter, others), connect(house, NORTH, adapter, others));

            for (var stranger : strangers) {
                words.forEach(word -> hear(house, stranger, word));
                house.work("payment-reconcile", "payment-posting", "webhook-replay");
            }
            assertThat(number(house, "select count(*) from bank_operation")).isZero();
            assertThat(number(house, "select count(*) from posting")).isZero();
            assertThat(status(house, invoice)).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);

            words.forEach(word -> hear(house, mine, word));
            house.work("payment-reconcile", "payment-posting");

            assertThat(status(house, invoice)).isEqualTo(InvoiceStatus.PAID);
            assertThat(number(
                            house,
                            "select count(*) from bank_operation o join posting p on p.payment_id = o.id"
                                    + " where o.merchant_account_id = " + mine.id() + " and o.invoice_id = " + invoice
                                    + " and p.branch_id = 1"))
                    .isEqualTo(1);
            assertThat(number(house, "select count(*) from bank_operation")).isEqualTo(1);
        }
    }

    /** The same bank, another contract with it. */
    private static Map<String, String> foreign(Acquirer adapter, Map<String, String> settings) {
        var others = new HashMap<>(settings);
        others.replaceAll((name, value) -> adapter.profile().isSecret(name) ? value + "x" : value);
        return others;
    }

    private static List<RawWebhook> paid(TestApplication house, InvoiceId invoice, SimulatedBank bank) {
        var start = house.the(Acquiring.class).start(invoice, "https://school.example/i/token");
        bank.visit(start.payAt());
        var order = bank.orders().iterator().next();
        return bank.happen(order.orderId, Happening.PAID);
    }

    private static void hear(TestApplication house, MerchantAccount account, RawWebhook word) {
        house.the(Acquiring.class).receive(account.provider(), account.hookKey(), word);
    }

    private static MerchantAccount connect(
            TestApplication house, BranchId branch, Acquirer adapter, Map<String, String> settings) {
        return house.the(MerchantAccounts.class)
                .connect(branch, adapter.provider(), "Банк", true, settings, Actor.SYSTEM);
    }

    private static void closeTheSandbox(TestApplication house) {
        var accounts = house.the(MerchantAccounts.class);
        for (var account : accounts.of(CENTRE)) {
            accounts.change(account.id(), account.name(), false, account.settings(), AccountTerms.ANY, Actor.SYSTEM);
        }
    }

    private static InvoiceId issue(TestApplication house, String currency) {
        var customer = house.the(Customers.class).search(CENTRE, "", 1).get(0).id();
        var day = LocalDate.parse("2026-09-01");
        var zero = Money.zero(Money.of("1", currency).currency());
        var amount = Money.of("1500", currency);
        var draft = new InvoiceDraft(
                CENTRE,
                customer,
                AccountId.BASE,
                null,
                CalculationMethod.MANUAL,
                amount,
                new DateRange(day, day),
                new PaymentTerm(day, null),
                false,
                new InvoiceExplanation(List.of(new InvoiceLine(day, null, null, amount, zero, null)), zero));
        return house.the(Transactions.class)
                .inTransaction(() -> house.the(Billing.class).issueAll(List.of(draft), Actor.SYSTEM))
                .get(0)
                .invoice()
                .id();
    }

    private static InvoiceStatus status(TestApplication house, InvoiceId invoice) {
        return house.the(Billing.class).find(invoice).orElseThrow().status();
    }

    private static long number(TestApplication house, String sql) throws SQLException {
        try (var connection = house.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
