package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invariants;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** From the payer's money to the school's ledger, without anybody's help. */
class PaidInvoiceTest {

    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);

    private final TestDatabase database = TestDatabase.h2();
    private final TestApplication house = TestApplication.still(database, NOON, 60);
    private final Billing billing = house.the(Billing.class);
    private final Acquiring acquiring = house.the(Acquiring.class);

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    @DisplayName("R003 R018 R034 a paid invoice changes its status and credits the chosen account by itself")
    void a_paid_invoice_credits_the_chosen_account_by_itself() throws SQLException {
        long subscription =
                number("select min(e.account_id) from school_entry e join school_customer c on c.id = e.customer_id"
                        + " where e.account_id > 0 and c.branch_id = 1");
        long customer = number("select min(customer_id) from school_entry where account_id = " + subscription);
        var invoice = issue(new CustomerId(customer), new AccountId(subscription));

        acquiring.start(invoice.id(), "http://localhost/i/x");
        change("update sandbox_order set state = 'PAID'");
        acquiring.follow(invoice.id());
        house.work("payment-posting");

        assertThat(status(invoice)).isEqualTo(InvoiceStatus.PAID);
        assertThat(number("select count(*) from school_entry where payment_id is not null and amount = 150000"
                        + " and account_id = " + subscription + " and customer_id = " + customer))
                .isEqualTo(1);
        assertThat(house.the(Invariants.class).check()).hasSize(8).allMatch(found -> found.violations() == 0);
    }

    @Test
    @DisplayName("R152 what a bank is said to have said changes nothing unless it is signed")
    void an_unsigned_word_changes_nothing() throws SQLException {
        var invoice = issue(
                new CustomerId(number("select min(id) from school_customer where branch_id = 1")), AccountId.BASE);
        acquiring.start(invoice.id(), "http://localhost/i/x");
        var account = house.the(MerchantAccounts.class).of(CENTRE).get(0);
        var forged = new RawWebhook(
                "POST",
                "",
                "",
                Map.of("content-type", "application/json", "x-signature", "00"),
                "{\"status\":\"PAID\"}".getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                NOON);

        var reply = acquiring.receive("sandbox", account.hookKey(), forged);

        assertThat(reply.status()).isGreaterThanOrEqualTo(400);
        assertThat(status(invoice)).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(number("select count(*) from bank_operation")).isZero();
    }

    private InvoiceStatus status(Invoice invoice) {
        return billing.find(invoice.id()).orElseThrow().status();
    }

    private Invoice issue(CustomerId customer, AccountId account) {
        var request = new ManualInvoice(
                CENTRE,
                customer,
                account,
                CalculationMethod.MANUAL,
                Money.of("1500", "RUB"),
                null,
                null,
                CostFilter.ALL,
                null,
                null,
                false,
                UnpaidInvoicePolicy.ASK);
        return billing.issueManual(request, Actor.user(1)).invoice();
    }

    private long number(String sql) throws SQLException {
        try (var connection = house.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void change(String sql) throws SQLException {
        try (var connection = house.the(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
