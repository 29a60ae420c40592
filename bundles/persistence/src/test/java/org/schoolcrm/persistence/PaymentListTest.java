package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.WebhookInbox.State;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.payment.JdbcAccountFiles;
import org.schoolcrm.persistence.payment.JdbcPaymentList;
import org.schoolcrm.persistence.payment.JdbcWebhookLog;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class PaymentListTest {

    private static final CustomerId ANNA = new CustomerId(101);
    private static final Money PRICE = Money.of("1500.01", "RUB");

    private final StoreTestApplication stores;
    private final JdbcPaymentList payments;
    private final JdbcWebhookLog log;
    private final JdbcAccountFiles files;
    private MerchantAccount account;
    private InvoiceId invoice;

    PaymentListTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        var tables = new BillingTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        payments = new JdbcPaymentList(tables);
        log = new JdbcWebhookLog(tables);
        files = new JdbcAccountFiles(tables);
    }

    @BeforeEach
    void an_invoice_and_a_bank() {
        account = Samples.account(stores);
        invoice = stores.invoices().newIds(1).get(0);
        stores.transactions().run(() -> stores.invoices().addAll(List.of(Samples.invoice(invoice, ANNA))));
    }

    @Test
    void a_branch_sees_its_payments_newest_first_with_what_they_brought() {
        var first = attempt(AttemptStatus.DECLINED);
        var second = attempt(AttemptStatus.CAPTURED);
        enter(second, BankOperation.Kind.PAYMENT, "1500.01");
        enter(second, BankOperation.Kind.REFUND, "100.00");
        enter(second, BankOperation.Kind.REFUND, "0.01");

        var shown = payments.of(BRANCH, null, null, 2);

        assertThat(shown).extracting(line -> line.id()).containsExactly(second.id(), first.id());
        assertThat(shown.get(0).captured()).isEqualTo(PRICE);
        assertThat(shown.get(0).refunded()).isEqualTo(Money.of("100.01", "RUB"));
        assertThat(shown.get(0).customer()).isEqualTo(ANNA);
        assertThat(shown.get(1).captured()).isEqualTo(Money.of("0", "RUB"));
        assertThat(payments.of(BRANCH, null, second.id(), 1).get(0).id()).isEqualTo(first.id());
        assertThat(payments.of(BRANCH, AttemptStatus.CAPTURED, null, 1).get(0).id())
                .isEqualTo(second.id());
        assertThat(payments.of(new BranchId(987_654), null, null, 10)).isEmpty();
    }

    @Test
    void sums_that_there_is_no_room_for_hide_no_payment_of_the_branch() {
        var absurd = attempt(AttemptStatus.CAPTURED);
        enter(absurd, BankOperation.Kind.PAYMENT, "92233720368547758.07");
        enter(absurd, BankOperation.Kind.PAYMENT, "92233720368547758.06");

        assertThat(payments.of(BRANCH, null, null, 1).get(0).captured())
                .isEqualTo(Money.of("92233720368547758.07", "RUB"));
    }

    @Test
    void a_call_that_took_effect_can_be_made_to_wait_again() {
        var call = new RawWebhook(
                "POST", "", "", Map.of(), invoice.toString().getBytes(StandardCharsets.UTF_8), "192.0.2.7", NOW);
        var kept = stores.transactions().inTransaction(() -> stores.inbox().keep(account.id(), call, State.PROCESSED));

        assertThat(log.recent(BRANCH, 1).get(0).state()).isEqualTo(ReceivedWebhooks.State.PROCESSED);
        assertThat(stores.transactions().inTransaction(() -> log.reopen(kept.id())))
                .contains(BRANCH);
        assertThat(log.recent(BRANCH, 1).get(0).state()).isEqualTo(ReceivedWebhooks.State.WAITING);
        assertThat(stores.inbox().waiting(kept.id())).isPresent();
        assertThat(stores.transactions().inTransaction(() -> log.reopen(-1))).isEmpty();
    }

    @Test
    void nodes_that_read_the_same_file_at_once_agree_whose_it_is() throws Exception {
        var file = "file-" + account.id();
        Callable<MerchantAccountId> reading = () -> stores.transactions()
                .inTransaction(() -> files.claim(file, stores.accounts().newId()));
        var nodes = Executors.newFixedThreadPool(8);
        try {
            var owners = new HashSet<MerchantAccountId>();
            for (var done : nodes.invokeAll(Collections.nCopies(8, reading))) {
                owners.add(done.get());
            }
            assertThat(owners).hasSize(1);
            assertThat(files.fileOf(owners.iterator().next())).contains(file);
        } finally {
            nodes.shutdown();
        }
    }

    private PaymentAttempt attempt(AttemptStatus status) {
        var id = stores.attempts().newId();
        var attempt = new PaymentAttempt(
                id,
                account.id(),
                invoice,
                "order-" + id,
                PRICE,
                status,
                null,
                null,
                "",
                NOW,
                NOW.plus(Duration.ofMinutes(30)));
        stores.transactions().run(() -> stores.attempts().add(attempt));
        return attempt;
    }

    private void enter(PaymentAttempt attempt, BankOperation.Kind kind, String amount) {
        stores.transactions()
                .run(() -> stores.ledger()
                        .enter(new BankOperation(
                                stores.ledger().newId(),
                                BRANCH,
                                account.id(),
                                "pay-" + attempt.id(),
                                kind,
                                amount,
                                Money.of(amount, "RUB"),
                                attempt.id(),
                                invoice,
                                false,
                                "",
                                NOW)));
    }
}
