package org.schoolcrm.itests.application;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A school whose invoice pages are open. */
final class PageTestApplication implements AutoCloseable {

    static final LocalDate TODAY = LocalDate.parse("2026-09-10");
    static final BranchId CENTRE = new BranchId(1);

    private final TestDatabase database = TestDatabase.h2();
    private final TestApplication house = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 60)
            .withMail()
            .with("rest");
    private final TestServer door = house.server();
    private @Nullable IssuerDetails began;

    <T> T the(Class<T> service) {
        return house.the(service);
    }

    Invoice issue(String amount, @Nullable LocalDate from, @Nullable LocalDate until, boolean repeatable) {
        return issue(CalculationMethod.MANUAL, Money.of(amount, "RUB"), from, until, repeatable);
    }

    /** An invoice whose term was over yesterday. */
    Invoice issueExpired() {
        return expire(issue("1500", null, null, false));
    }

    Invoice expire(Invoice invoice) {
        change(
                "update invoice set pay_from = ?, pay_until = ? where id = ?",
                TODAY.minusDays(5),
                TODAY.minusDays(1),
                invoice.id().value());
        return the(Billing.class).find(invoice.id()).orElseThrow();
    }

    Invoice issue(
            CalculationMethod method,
            @Nullable Money amount,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            boolean repeatable) {
        var request = new ManualInvoice(
                CENTRE,
                new CustomerId(
                        number(
                                "select min(c.id) from school_customer c join school_subscription s"
                                        + " on s.customer_id = c.id where c.branch_id = 1 and c.name not like '%«%' and s.begins <= '2026-09-01'")),
                AccountId.BASE,
                method,
                amount,
                null,
                null,
                CostFilter.ALL,
                from,
                until,
                repeatable,
                UnpaidInvoicePolicy.KEEP);
        return the(Billing.class).issueManual(request, Actor.user(1)).invoice();
    }

    void pay(Invoice invoice) {
        pay(invoice, invoice.amount());
    }

    void pay(Invoice invoice, Money amount) {
        the(Billing.class).book(invoice.id(), new ReceivedPayment(amount, TODAY), Actor.SYSTEM);
    }

    void refund(Invoice invoice, Money amount) {
        the(Billing.class).refund(invoice.id(), amount, Actor.SYSTEM);
    }

    /** An invoice for 500 roubles whose payer has been to the bank, which says that it has taken the amount. */
    Invoice issueAndVisitBank(boolean repeatable) {
        var invoice = issue("500", null, null, repeatable);
        send("POST", path(invoice) + "/pay");
        change(
                "update payment_attempt set status = 'CAPTURED' where invoice_id = ?",
                invoice.id().value());
        return invoice;
    }

    /** What the payer sees who comes back from the bank. */
    Document back(Invoice invoice) {
        return document(send("GET", path(invoice) + "/back"));
    }

    /** The terms of all merchant accounts of the branch. */
    void terms(AccountTerms terms) {
        var accounts = the(MerchantAccounts.class);
        for (var one : accounts.of(CENTRE)) {
            accounts.change(one.id(), one.name(), true, one.settings(), terms, Actor.SYSTEM);
        }
    }

    /** As the house was when it opened, but for the invoices. */
    void beginAgain() {
        var issuer = the(Issuers.class).own(IssuerScope.SCHOOL).orElseThrow();
        if (began == null) {
            began = issuer.details();
        } else {
            the(Issuers.class).change(IssuerScope.SCHOOL, began, Actor.SYSTEM);
        }
        connectBank(true);
    }

    void connectBank(boolean connected) {
        var accounts = the(MerchantAccounts.class);
        for (var one : accounts.of(CENTRE)) {
            accounts.change(one.id(), one.name(), connected, one.settings(), AccountTerms.ANY, Actor.SYSTEM);
        }
    }

    /** Does the work while nobody offers that service. */
    void without(Class<?> service, Runnable work) {
        house.without(service, work);
    }

    void work(String kind) {
        house.work(kind);
    }

    /** The way to the invoice's page. */
    String path(Invoice invoice) {
        return URI.create(the(Billing.class).link(invoice.id())).getPath();
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) {
        return door.payer(method, path, headers);
    }

    Document page(Invoice invoice, String... headers) {
        return document(send("GET", path(invoice), headers));
    }

    static Document document(HttpResponse<byte[]> answer) {
        return Jsoup.parse(new String(answer.body(), StandardCharsets.UTF_8));
    }

    long number(String sql) {
        try (var connection = the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void change(String sql, Object... values) {
        try (var connection = the(DataSource.class).getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        door.close();
        house.close();
        database.close();
    }
}
