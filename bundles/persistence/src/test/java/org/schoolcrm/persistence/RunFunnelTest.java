package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.spi.InvoiceOpeningStore.Opening;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.RunProgress.Funnel;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The last two stages of a run's funnel in both databases: what was opened, and what is paid. */
@OnBothDatabases
class RunFunnelTest {

    private static final CustomerId ANNA = new CustomerId(910_001);
    private static final CustomerId BORIS = new CustomerId(910_002);

    private final StoreTestApplication stores;
    private final SentMessages messages;

    RunFunnelTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        messages = SentMessages.of(stores);
    }

    @Test
    void an_account_counts_as_opened_and_as_paid_by_its_own_invoices() {
        var first = issue(ANNA, 1);
        var second = issue(ANNA, 2);
        issue(BORIS, 1);
        open(first);
        pay(second);

        assertThat(funnel()).isEqualTo(new Funnel(3, 0, 0, 0, 1, 1));
        open(second);
        assertThat(funnel()).isEqualTo(new Funnel(3, 0, 0, 0, 2, 1));
    }

    @Test
    void a_customer_with_all_invoices_in_one_message_counts_once() {
        var invoices = List.of(add(ANNA, 1), add(ANNA, 2));
        write(ANNA, AccountId.BASE, invoices);
        invoices.forEach(this::open);
        invoices.forEach(this::pay);

        assertThat(funnel()).isEqualTo(new Funnel(1, 0, 0, 0, 1, 1));
    }

    @Test
    void several_messages_about_one_invoice_count_once() {
        var invoice = issue(ANNA, 1);
        write(ANNA, new AccountId(1), List.of(invoice));
        open(invoice);

        assertThat(funnel()).isEqualTo(new Funnel(1, 0, 0, 0, 1, 0));
    }

    private Funnel funnel() {
        return stores.outbox().funnel(messages.run());
    }

    private NewInvoice issue(CustomerId customer, long account) {
        var invoice = add(customer, account);
        write(customer, new AccountId(account), List.of(invoice));
        return invoice;
    }

    private NewInvoice add(CustomerId customer, long account) {
        var sample = Samples.invoice(stores.invoices().newIds(1).get(0), customer);
        var was = sample.invoice();
        var ofRun = new Invoice(
                was.id(),
                was.number(),
                new org.schoolcrm.billing.api.BilledAccount(BRANCH, customer, new AccountId(account)),
                was.invoiced(),
                was.term(),
                was.payment(),
                new Issuance(NOW, messages.run().value()));
        var invoice = new NewInvoice(ofRun, sample.tokenHash(), sample.sealedToken(), sample.explanation());
        stores.transactions().run(() -> stores.invoices().addAll(List.of(invoice)));
        return invoice;
    }

    private void write(CustomerId customer, AccountId account, List<NewInvoice> invoices) {
        var ids = invoices.stream().map(RunFunnelTest::id).toList();
        var message = new NewMessage(
                messages.run(),
                new About(BRANCH, customer, account, ids),
                Route.by(messages.channel(), SentMessages.PHONE),
                new Content(messages.template().id(), messages.template().version(), Map.of()),
                Purpose.INVOICE,
                "funnel:" + stores.runs().newId(),
                NOW);
        stores.transactions().run(() -> stores.outbox().addAll(List.of(message)));
    }

    private void open(NewInvoice invoice) {
        stores.transactions().run(() -> stores.openings().addFirst(List.of(new Opening(invoice.tokenHash(), NOW))));
    }

    private void pay(NewInvoice invoice) {
        var payment = new ReceivedPayment(
                Money.of("1500", "RUB"), NOW.atOffset(java.time.ZoneOffset.UTC).toLocalDate());
        stores.transactions()
                .run(() ->
                        Stream.of(id(invoice)).forEach(id -> stores.invoices().change(id, one -> one.book(payment))));
    }

    private static InvoiceId id(NewInvoice invoice) {
        return invoice.invoice().id();
    }
}
