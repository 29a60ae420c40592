package org.schoolcrm.itests.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.itests.benchmarks.ClosedLoop.Client;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Payments that were begun at the sandbox bank, and what it will say of each, written and signed beforehand. */
final class AwaitedPayments {

    private static final BranchId CENTRE = new BranchId(1);
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private final int port;
    private final String path;
    private final List<Notice> notices;
    private final AtomicInteger told = new AtomicInteger();

    private record Notice(byte[] body, String signature) {}

    private AwaitedPayments(DataSource dataSource, int port, String path, List<Notice> notices) {
        this.dataSource = dataSource;
        this.port = port;
        this.path = path;
        this.notices = notices;
    }

    static AwaitedPayments prepare(TestApplication house, int port, int count) throws SQLException {
        var account = house.the(MerchantAccountStore.class).of(CENTRE).get(0);
        var dataSource = house.the(DataSource.class);
        issue(house, count);
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into payment_attempt (id, merchant_account_id, invoice_id, order_id, amount,"
                    + " currency, status, provider_id, pay_at, detail, started_at, valid_until, version)"
                    + " select id, " + account.id() + ", id, 'order' || id, amount, currency, 'PENDING',"
                    + " 'payment' || id, 'https://bank.example/' || id, 'OPEN', now(), now() + interval '1' hour, 1"
                    + " from invoice");
        }
        return new AwaitedPayments(
                dataSource, port, "/hooks/sandbox/" + account.hookKey(), notices(dataSource, account));
    }

    /** The bank, telling of one payment after the other. */
    Client bank() throws Exception {
        return new Bank(new PlainClient(port), told, notices.size());
    }

    /** The bank, telling again and again of what it has told of. */
    Client forgetfulBank() throws Exception {
        return new Bank(new PlainClient(port), new AtomicInteger(), told.get());
    }

    /** Every payment that was told of is booked once, on its invoice and in the books of the school. */
    void check() throws SQLException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (number("select count(*) from posting where state = 'QUEUED'") > 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Credits do not reach the school");
            }
            Thread.sleep(200);
        }
        long wanted = number("select count(*) from webhook_inbox");
        long sum = number("select sum(amount) from bank_operation");
        if (wanted != number("select count(*) from bank_operation")
                || wanted != number("select count(*) from invoice where status = 'PAID' and paid = amount")
                || sum != number("select sum(paid) from invoice")
                || sum != number("select sum(amount) from posting where state = 'POSTED'")
                || sum != number("select sum(amount) from school_entry where payment_id is not null")) {
            throw new IllegalStateException("Money was lost or made, however fast");
        }
    }

    private static void issue(TestApplication house, int count) {
        var billing = house.the(Billing.class);
        var today = LocalDate.ofInstant(house.the(Clock.class).now(), ZoneOffset.UTC);
        var customers = house.the(Customers.class)
                .candidates(CENTRE, CandidateFilter.EVERYBODY, null, BATCH)
                .customers();
        for (int done = 0; done < count; done += BATCH) {
            var drafts = new ArrayList<InvoiceDraft>();
            for (int i = 0; i < BATCH; i++) {
                var amount = Money.ofMinor(150_000L + done + i, "RUB");
                var zero = Money.zero(amount.currency());
                drafts.add(new InvoiceDraft(
                        new BilledAccount(CENTRE, customers.get(i % customers.size()), AccountId.BASE),
                        new InvoicedAmount(CalculationMethod.MANUAL, amount, new DateRange(today, today.plusDays(30))),
                        new PaymentTerm(today.minusDays(1), today.plusDays(10)),
                        false,
                        null,
                        new InvoiceExplanation(List.of(new InvoiceLine(today, null, null, amount, zero, null)), zero)));
            }
            house.the(Transactions.class).inTransaction(() -> billing.issueAll(drafts, Actor.SYSTEM));
        }
    }

    private static List<Notice> notices(DataSource dataSource, MerchantAccount account) throws SQLException {
        var notices = new ArrayList<Notice>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id, amount from invoice order by id")) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(account.setting("secret").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            while (rows.next()) {
                var body = ("{\"orderId\":\"order" + rows.getLong(1) + "\",\"paymentId\":\"payment" + rows.getLong(1)
                                + "\",\"state\":\"PAID\",\"amount\":" + rows.getLong(2) + ",\"currency\":\"RUB\"}")
                        .getBytes(StandardCharsets.UTF_8);
                notices.add(new Notice(body, HexFormat.of().formatHex(mac.doFinal(body))));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return notices;
    }

    private long number(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private final class Bank implements Client {

        private final PlainClient client;
        private final AtomicInteger next;
        private final int end;

        Bank(PlainClient client, AtomicInteger next, int end) {
            this.client = client;
            this.next = next;
            this.end = end;
        }

        @Override
        public void once() throws Exception {
            int number = next.getAndIncrement();
            if (next == told && number >= end) {
                throw new IllegalStateException("All " + end + " payments are told of");
            }
            var notice = notices.get(number % end);
            client.post(path, "X-Sandbox-Signature: " + notice.signature(), notice.body());
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
