package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.api.PaymentList;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.api.UnallocatedPayment;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.TestDatabase;
import org.schoolcrm.shell.acquiring.AcquiringAccounts;
import org.schoolcrm.shell.acquiring.AcquiringAsk;
import org.schoolcrm.shell.acquiring.AcquiringAssign;
import org.schoolcrm.shell.acquiring.AcquiringCalls;
import org.schoolcrm.shell.acquiring.AcquiringDecide;
import org.schoolcrm.shell.acquiring.AcquiringPayments;
import org.schoolcrm.shell.acquiring.AcquiringRefund;
import org.schoolcrm.shell.acquiring.AcquiringReplay;
import org.schoolcrm.shell.acquiring.AcquiringTest;
import org.schoolcrm.shell.acquiring.AcquiringUnassigned;
import org.schoolcrm.shell.billing.BillingAttentions;

/** What the pages do with online payments, an operator can do at the console. */
class PaymentCommandsTest {

    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);
    private static final Actor OPERATOR = new Actor("console:karaf");

    private static TestDatabase database;
    private static TestApplication house;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        house = TestApplication.still(database, NOON, 60);
    }

    @AfterAll
    static void close() {
        house.close();
        database.close();
    }

    @Test
    void accounts_are_shown_with_their_health_and_can_be_tried() {
        var list = new AcquiringAccounts();
        list.branch = 1;
        var shown = said(out -> list.run(out, house.the(MerchantAccounts.class), OPERATOR));
        assertThat(shown)
                .contains("sandbox", "Учебный банк", "test")
                .doesNotContain(account().setting("secret"));

        var trial = new AcquiringTest();
        trial.account = account().id().value();
        assertThat(said(out -> trial.run(out, house.the(MerchantAccounts.class), OPERATOR)))
                .contains("OK", "/hooks/sandbox/" + account().hookKey());
    }

    @Test
    void a_payment_is_listed_asked_about_and_sent_back_in_parts() throws Exception {
        var invoice = issued("1500.00");
        house.the(Acquiring.class).start(invoice.id(), "http://localhost/i/x");
        change("update sandbox_order set state = 'PAID' where state = 'OPEN'");
        var payment =
                house.the(Payments.class).of(invoice.id()).get(0).attempt().id();

        var ask = new AcquiringAsk();
        ask.payment = payment.value();
        assertThat(said(out -> ask.run(out, house.the(Payments.class), OPERATOR)))
                .contains("CAPTURED");

        var refund = new AcquiringRefund();
        refund.payment = payment.value();
        refund.amount = "400.00";
        refund.reason = "Отказ";
        assertThat(said(out -> refund.run(out, house.the(Payments.class), OPERATOR)))
                .contains("--confirm");
        refund.confirm = true;
        assertThat(said(out -> refund.run(out, house.the(Payments.class), OPERATOR)))
                .contains("DONE");
        assertThat(said(out -> refund.run(out, house.the(Payments.class), OPERATOR)))
                .contains("DONE");
        refund.amount = "700.01";
        assertThatThrownBy(() -> said(out -> refund.run(out, house.the(Payments.class), OPERATOR)))
                .hasMessageContaining("refund-too-large");

        change("update payment_attempt set receipt = 'LATE' where invoice_id = " + invoice.id());
        var list = new AcquiringPayments();
        list.branch = 1;
        list.status = "captured";
        assertThat(said(out -> list.run(out, house.the(PaymentList.class), OPERATOR)))
                .contains(invoice.number(), "1500.00", "800.00", "LATE");
    }

    @Test
    void what_became_of_a_refund_can_be_said_at_the_console_one_way_or_the_other() throws Exception {
        var invoice = issued("1500.00");
        house.the(Acquiring.class).start(invoice.id(), "http://localhost/i/x");
        change("update sandbox_order set state = 'PAID' where state = 'OPEN'");
        var payments = house.the(Payments.class);
        var paid = payments.check(payments.of(invoice.id()).get(0).attempt().id());
        var lost = new Refund(
                new RefundId(7700),
                paid.id(),
                "lost-refund",
                Money.of("400", "RUB"),
                Money.of("0", "RUB"),
                RefundStatus.UNKNOWN,
                null,
                "Отказ",
                "",
                NOON.minus(Duration.ofDays(2)));
        house.the(Transactions.class).run(() -> house.the(RefundStore.class).add(lost));

        var decide = new AcquiringDecide();
        decide.refund = 7700;
        decide.reason = "Видно в кабинете банка";
        assertThat(said(out -> decide.run(out, payments, OPERATOR))).contains("--went-back", "--not-made");
        decide.wentBack = true;
        assertThat(said(out -> decide.run(out, payments, OPERATOR))).contains("400", "DONE");
        assertThat(payments.of(invoice.id()).get(0).refunded()).isEqualTo(Money.of("400", "RUB"));
    }

    @Test
    void money_of_nobody_is_listed_and_assigned_once() throws Exception {
        assertThat(
                        receive(
                                "{\"orderId\":\"not-ours\",\"paymentId\":\"p-9\",\"state\":\"PAID\",\"amount\":70000,\"currency\":\"RUB\"}"))
                .isEqualTo(200);
        var list = new AcquiringUnassigned();
        list.branch = 1;
        assertThat(said(out -> list.run(out, house.the(Payments.class), OPERATOR)))
                .contains("p-9", "700.00");

        var invoice = issued("700.00");
        var assign = new AcquiringAssign();
        assign.money = house.the(Payments.class).unassigned(CENTRE).stream()
                .map(UnallocatedPayment::id)
                .findFirst()
                .orElseThrow()
                .value();
        assign.invoice = invoice.id().value();
        assertThat(said(out -> assign.run(out, house.the(Payments.class), OPERATOR)))
                .contains("--confirm");
        assign.confirm = true;
        said(out -> assign.run(out, house.the(Payments.class), OPERATOR));
        assertThat(house.the(Billing.class).find(invoice.id()).orElseThrow().paid())
                .isEqualTo(Money.of("700.00", "RUB"));
        assertThatThrownBy(() -> said(out -> assign.run(out, house.the(Payments.class), OPERATOR)))
                .hasMessageContaining("money-is-assigned");
    }

    @Test
    void what_people_have_to_settle_is_listed_and_closed_by_name() {
        house.the(Transactions.class)
                .run(() -> house.the(Attentions.class)
                        .raise(new Attention(1, "payment.disputed", "payment:77", "The payer disputes it")));
        var list = new BillingAttentions();
        list.branch = 1;
        assertThat(said(out -> list.run(out, house.the(Attentions.class), OPERATOR)))
                .contains("payment.disputed", "payment:77");

        var close = new BillingAttentions();
        close.close = house.the(Attentions.class)
                .page(1, false, Long.MAX_VALUE, 1)
                .get(0)
                .id();
        close.branch = 2;
        assertThat(said(out -> close.run(out, house.the(Attentions.class), OPERATOR)))
                .contains("has no entry");
        close.branch = 1;
        assertThat(said(out -> close.run(out, house.the(Attentions.class), OPERATOR)))
                .contains("Closed by console:karaf");

        assertThat(said(out -> list.run(out, house.the(Attentions.class), OPERATOR)))
                .doesNotContain("payment:77");
    }

    @Test
    void a_call_of_a_bank_is_replayed_and_counts_once() throws Exception {
        var invoice = issued("900.00");
        house.the(Acquiring.class).start(invoice.id(), "http://localhost/i/x");
        var attempt = house.the(Payments.class).of(invoice.id()).get(0).attempt();
        receive("{\"orderId\":\"" + attempt.orderId() + "\",\"paymentId\":\"" + attempt.providerId()
                + "\",\"state\":\"PAID\",\"amount\":90000,\"currency\":\"RUB\"}");

        var calls = house.the(ReceivedWebhooks.class).recent(CENTRE, 1);
        var list = new AcquiringCalls();
        list.branch = 1;
        assertThat(said(out -> list.run(out, house.the(ReceivedWebhooks.class), OPERATOR)))
                .contains("PROCESSED");
        var replay = new AcquiringReplay();
        replay.call = calls.get(0).id();
        said(out -> replay.run(out, house.the(ReceivedWebhooks.class), OPERATOR));
        assertThat(house.the(ReceivedWebhooks.class).recent(CENTRE, 1).get(0).state())
                .isEqualTo(ReceivedWebhooks.State.WAITING);
        house.work("webhook-replay");

        assertThat(house.the(ReceivedWebhooks.class).recent(CENTRE, 1).get(0).state())
                .isEqualTo(ReceivedWebhooks.State.PROCESSED);
        assertThat(house.the(Billing.class).find(invoice.id()).orElseThrow().paid())
                .isEqualTo(Money.of("900.00", "RUB"));
        replay.call = -1;
        assertThat(said(out -> replay.run(out, house.the(ReceivedWebhooks.class), OPERATOR)))
                .contains("no such call");
    }

    private static int receive(String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(account().setting("secret").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var seal = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        var call = new RawWebhook(
                "POST",
                "",
                "",
                Map.of("x-sandbox-signature", seal),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                NOON);
        return house.the(Acquiring.class)
                .receive("sandbox", account().hookKey(), call)
                .status();
    }

    private static MerchantAccount account() {
        return house.the(MerchantAccounts.class).of(CENTRE).get(0);
    }

    private static Invoice issued(String amount) throws Exception {
        long customer;
        try (var connection = house.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select min(id) from school_customer where branch_id = 1")) {
            rows.next();
            customer = rows.getLong(1);
        }
        var request = new ManualInvoice(
                CENTRE,
                new CustomerId(customer),
                AccountId.BASE,
                CalculationMethod.MANUAL,
                Money.of(amount, "RUB"),
                null,
                null,
                CostFilter.ALL,
                null,
                null,
                false,
                UnpaidInvoicePolicy.KEEP);
        return house.the(Billing.class).issueManual(request, Actor.user(1)).invoice();
    }

    private static void change(String sql) throws Exception {
        try (var connection = house.the(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String said(Consumer<PrintStream> command) {
        var bytes = new ByteArrayOutputStream();
        command.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
