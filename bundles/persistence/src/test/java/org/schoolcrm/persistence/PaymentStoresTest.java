package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.AttemptStore.Order;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.PaymentLedger.Settled;
import org.schoolcrm.acquiring.spi.WebhookInbox.Call;
import org.schoolcrm.acquiring.spi.WebhookInbox.Kept;
import org.schoolcrm.acquiring.spi.WebhookInbox.State;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class PaymentStoresTest {

    private static final CustomerId ANNA = new CustomerId(101);
    private static final Money PRICE = Money.of("1500.01", "RUB");

    private final StoreTestApplication stores;
    private MerchantAccount account;
    private InvoiceId invoice;

    PaymentStoresTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @BeforeEach
    void an_invoice_and_a_bank() {
        account = Samples.account(stores);
        invoice = stores.invoices().newIds(1).get(0);
        stores.transactions().run(() -> stores.invoices().addAll(List.of(Samples.invoice(invoice, ANNA))));
    }

    @Test
    @DisplayName("R004 a branch is connected while one of its accounts is active")
    void a_branch_is_connected_while_an_account_is_active() {
        var lonely = new BranchId(System.nanoTime());
        assertThat(stores.accounts().hasActive(lonely)).isFalse();

        stores.transactions().run(() -> Samples.account(stores));

        assertThat(stores.accounts().hasActive(Samples.BRANCH)).isTrue();
    }

    @Test
    void keeps_the_settings_of_a_merchant_account_sealed() {
        assertThat(stores.accounts().find(account.id())).contains(account);
        assertThat(stores.accounts().findByHook("sandbox", account.hookKey())).contains(account);
        assertThat(stores.accounts().findByHook("tbank", account.hookKey())).isEmpty();
        assertThat(stores.accounts().of(BRANCH)).contains(account);
        String stored = stores.jdbi()
                .withHandle(handle -> handle.createQuery("select settings_sealed from merchant_account where id = :id")
                        .bind("id", account.id().value())
                        .mapTo(String.class)
                        .one());
        assertThat(stored).doesNotContain("канарейка");
    }

    @Test
    void knows_at_once_what_this_node_changed_and_within_a_second_what_another_did() {
        assertThat(byHook("sandbox")).contains(account);

        stores.transactions().run(() -> stores.accounts().save(renamed("Второй")));
        assertThat(byHook("sandbox")).map(MerchantAccount::name).contains("Второй");

        stores.jdbi()
                .useHandle(other -> other.execute(
                        "update merchant_account set name = 'Третий' where id = ?",
                        account.id().value()));
        stores.clock().advance(Duration.ofSeconds(1));
        assertThat(byHook("sandbox")).map(MerchantAccount::name).contains("Третий");
    }

    private MerchantAccount renamed(String name) {
        return new MerchantAccount(
                account.id(),
                account.branch(),
                account.provider(),
                name,
                account.hookKey(),
                account.live(),
                account.active(),
                account.settings());
    }

    private Optional<MerchantAccount> byHook(String provider) {
        return stores.accounts().findByHook(provider, account.hookKey());
    }

    @Test
    void gives_back_every_field_of_an_attempt_and_saves_its_steps() {
        var attempt = attempt();
        stores.transactions().run(() -> stores.attempts().add(attempt));

        assertThat(stores.attempts().find(attempt.id())).contains(attempt);
        assertThat(stores.attempts().findByOrder(account.id(), attempt.orderId()))
                .contains(attempt);

        var changed = stores.transactions()
                .inTransaction(() -> stores.attempts()
                        .change(
                                attempt.id(),
                                was -> was.apply(
                                        AttemptStatus.PENDING,
                                        "b-1",
                                        URI.create("https://bank.test/f"),
                                        "FORM_SHOWED")));
        assertThat(stores.attempts().latestOf(invoice)).isEqualTo(changed);
    }

    @Test
    @DisplayName("I2 one bank operation is entered once, under any number of callers at once")
    void one_bank_operation_is_entered_once() throws Exception {
        var entered = inParallel(
                50,
                () -> stores.transactions().inTransaction(() -> stores.ledger().enter(operation("pay-1", "op-1"))));

        assertThat(Collections.frequency(entered, true)).isEqualTo(1);
        assertThat(enter("pay-1", "op-2")).isTrue();
        assertThat(enter("pay-2", "op-1")).isTrue();
        assertThat(enter("pay-2", "op-1")).isFalse();
    }

    @Test
    void tells_which_credits_the_crm_may_not_know_yet() {
        var payment = operation("pay-3", "op-3");
        var posting = new Posting(payment.id(), BRANCH, ANNA, AccountId.BASE, PRICE, NOW, "2-2026-000001");
        stores.transactions().run(() -> {
            stores.ledger().enter(payment);
            stores.ledger().queue(posting);
        });
        var credit = new Credit(payment.id(), ANNA, AccountId.BASE, PRICE);

        assertThat(stores.ledger().queued(NOW, 100)).contains(posting);
        assertThat(stores.ledger().queued(NOW.minusSeconds(1), 100)).doesNotContain(posting);
        assertThat(stores.ledger().credits(BRANCH, List.of(ANNA), NOW)).contains(credit);

        stores.transactions().run(() -> stores.ledger().postpone(payment.id(), NOW.plusSeconds(15)));

        assertThat(stores.ledger().queued(NOW, 100)).doesNotContain(posting);
        assertThat(stores.ledger().queued(NOW.plusSeconds(15), 100)).contains(posting);

        stores.transactions().run(() -> stores.ledger().settle(List.of(new Settled(payment.id(), true, "")), NOW));

        assertThat(stores.ledger().queued(NOW.plusSeconds(15), 100)).doesNotContain(posting);
        assertThat(stores.ledger().credits(BRANCH, List.of(ANNA), NOW)).contains(credit);
        assertThat(stores.ledger().credits(BRANCH, List.of(ANNA), NOW.plusSeconds(1)))
                .doesNotContain(credit);
    }

    @Test
    void keeps_the_same_bytes_once_and_sealed() throws Exception {
        var webhook = webhook("{\"paid\":true}");

        var kept = inParallel(
                50,
                () -> stores.transactions()
                        .inTransaction(() -> stores.inbox().keep(account.id(), webhook, State.PROCESSED))
                        .isNew());

        assertThat(Collections.frequency(kept, true)).isEqualTo(1);
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.inbox().keep(account.id(), webhook("{}"), State.PROCESSED))
                        .isNew())
                .isTrue();
    }

    @Test
    void keeps_calls_together_and_answers_in_their_order() {
        var known = webhook("{\"seen\":1}");
        var waiting = webhook("{\"seen\":2}");
        stores.transactions().run(() -> stores.inbox().keep(account.id(), known, State.PROCESSED));
        stores.transactions().run(() -> stores.inbox().keep(account.id(), waiting, State.WAITING));

        var kept = stores.transactions()
                .inTransaction(() -> stores.inbox()
                        .keepAll(
                                List.of(call(webhook("{\"seen\":3}")), call(known), call(waiting), call(webhook("4"))),
                                State.PROCESSED));

        assertThat(kept).extracting(Kept::isNew).containsExactly(true, false, false, true);
        assertThat(kept)
                .extracting(Kept::state)
                .containsExactly(State.PROCESSED, State.PROCESSED, State.WAITING, State.PROCESSED);
        assertThat(kept).extracting(Kept::id).doesNotHaveDuplicates();
        assertThat(stores.inbox().keepAll(List.of(), State.PROCESSED)).isEmpty();
    }

    private Call call(RawWebhook webhook) {
        return new Call(account.id(), webhook);
    }

    @Test
    void locks_the_attempts_of_known_orders_and_saves_them_together() {
        var first = attempt();
        var second = attempt();
        stores.transactions().run(() -> List.of(first, second).forEach(stores.attempts()::add));
        var unknown = new Order(account.id(), "nobody's");

        stores.transactions().run(() -> {
            var locked = stores.attempts().lockAll(List.of(order(second), unknown, order(first)));
            assertThat(locked).containsOnly(Map.entry(order(first), first), Map.entry(order(second), second));
            stores.attempts()
                    .saveAll(locked.values().stream()
                            .map(one -> one.apply(AttemptStatus.CAPTURED, "b-" + one.id(), null, "PAID"))
                            .toList());
        });

        assertThat(List.of(first, second)).allSatisfy(one -> {
            var saved = stores.attempts().find(one.id()).orElseThrow();
            assertThat(saved.status()).isEqualTo(AttemptStatus.CAPTURED);
            assertThat(saved.providerId()).isEqualTo("b-" + one.id());
        });
        assertThat(stores.attempts().lockAll(List.of())).isEmpty();
    }

    private static Order order(PaymentAttempt attempt) {
        return new Order(attempt.account(), attempt.orderId());
    }

    @Test
    void a_form_is_opened_while_an_invoice_changes_without_waiting_for_it() {
        stores.transactions().run(() -> {
            stores.invoices().change(invoice, Invoice::archive);
            stores.transactions().apart(() -> {
                stores.jdbi().useHandle(other -> other.execute("set lock_timeout = 1000"));
                stores.attempts().add(attempt());
                return true;
            });
        });

        assertThat(stores.attempts().of(invoice)).hasSize(1);
    }

    @Test
    @DisplayName("I2 of operations that are entered together only the new ones count")
    void of_operations_entered_together_only_the_new_ones_count() {
        var known = operation("pay-4", "op-4");
        stores.transactions().run(() -> stores.ledger().enter(known));
        var once = operation("pay-5", "op-5");
        var again = operation("pay-5", "op-5");
        var other = operation("pay-6", "op-6");

        var entered = stores.transactions()
                .inTransaction(() -> stores.ledger().enterAll(List.of(operation("pay-4", "op-4"), once, again, other)));

        assertThat(entered).containsExactlyInAnyOrder(once.id(), other.id());
        assertThat(stores.ledger().find(again.id())).isEmpty();
    }

    @Test
    void gives_back_what_waited_for_its_adapter_byte_for_byte() {
        var webhook = webhook("{\"waits\":\"ждёт\"}");
        var kept = stores.transactions().inTransaction(() -> stores.inbox().keep(account.id(), webhook, State.WAITING));

        var waiting = stores.inbox().waiting(kept.id()).orElseThrow();
        assertThat(waiting.account()).isEqualTo(account.id());
        assertThat(waiting.webhook()).usingRecursiveComparison().isEqualTo(webhook);

        stores.transactions().run(() -> stores.inbox().done(kept.id(), State.PROCESSED, NOW));
        assertThat(stores.inbox().waiting(kept.id())).isEmpty();
    }

    @Test
    void keeps_the_terms_of_a_merchant_account_and_changes_them() {
        var terms = new AccountTerms(
                "ООО «Школа»",
                FiscalPolicy.BANK,
                5,
                Set.of(AccountId.BASE, new AccountId(17)),
                Money.of("100.00", "RUB"),
                null);
        var changed = new MerchantAccount(
                account.id(),
                BRANCH,
                "sandbox",
                "Другое имя",
                account.hookKey(),
                false,
                false,
                Map.of("secret", "новый"),
                terms);

        stores.transactions().run(() -> stores.accounts().save(changed));

        assertThat(stores.accounts().find(account.id())).contains(changed);
    }

    @Test
    void gives_back_every_field_of_a_refund_and_saves_its_steps() {
        var attempt = attempt();
        var refund = new Refund(
                stores.refunds().newId(),
                attempt.id(),
                "key-" + attempt.id(),
                PRICE,
                Money.of("0.05", "RUB"),
                RefundStatus.INTENT,
                null,
                "передумали",
                "",
                NOW);
        stores.transactions().run(() -> {
            stores.attempts().add(attempt);
            stores.refunds().add(refund);
        });
        assertThat(stores.refunds().find(refund.id())).contains(refund);

        var changed = stores.transactions()
                .inTransaction(() ->
                        stores.refunds().change(refund.id(), was -> was.apply(RefundStatus.DONE, "r-1", "REFUNDED")));
        assertThat(stores.refunds().of(attempt.id())).containsExactly(changed.orElseThrow());
    }

    @Test
    void a_receipt_is_late_once_the_money_moved_long_ago() {
        var late = stores.late();
        var attempt = attempt().apply(AttemptStatus.CAPTURED, null, null, "").withReceipt(ReceiptStatus.PENDING);
        var refund = new Refund(
                        stores.refunds().newId(),
                        attempt.id(),
                        "key-" + attempt.id(),
                        PRICE,
                        Money.of("0", "RUB"),
                        RefundStatus.DONE,
                        null,
                        "",
                        "",
                        NOW)
                .withReceipt(ReceiptStatus.PENDING);
        stores.transactions().run(() -> {
            stores.attempts().add(attempt);
            stores.refunds().add(refund);
        });
        assertThat(stores.attempts().find(attempt.id())).contains(attempt);
        assertThat(late.ofPayments(NOW.plusSeconds(1), 1000))
                .as("nothing came yet")
                .doesNotContain(attempt.id());
        stores.transactions().run(() -> {
            stores.ledger().enter(operation(attempt, BankOperation.Kind.PAYMENT));
            stores.ledger().enter(operation(attempt, BankOperation.Kind.REFUND));
        });

        assertThat(late.ofPayments(NOW, 1000)).doesNotContain(attempt.id());
        assertThat(late.ofRefunds(NOW, 1000)).doesNotContain(refund.id());
        assertThat(late.ofPayments(NOW.plusSeconds(1), 1000)).contains(attempt.id());
        assertThat(late.ofRefunds(NOW.plusSeconds(1), 1000)).contains(refund.id());

        stores.transactions().run(() -> {
            stores.attempts().change(attempt.id(), was -> was.withReceipt(ReceiptStatus.LATE));
            stores.refunds().change(refund.id(), was -> was.withReceipt(ReceiptStatus.DONE));
        });
        assertThat(stores.attempts().find(attempt.id()).orElseThrow().receipt()).isEqualTo(ReceiptStatus.LATE);
        assertThat(stores.refunds().find(refund.id()).orElseThrow().receipt()).isEqualTo(ReceiptStatus.DONE);
        assertThat(late.ofPayments(NOW.plusSeconds(1), 1000)).doesNotContain(attempt.id());
        assertThat(late.ofRefunds(NOW.plusSeconds(1), 1000)).doesNotContain(refund.id());
    }

    @Test
    void of_pages_that_load_at_once_one_may_ask_the_bank_and_the_next_after_the_pause() throws Exception {
        var attempt = attempt();
        var pause = Duration.ofSeconds(5);
        stores.transactions().run(() -> stores.attempts().add(attempt));

        var asked = inParallel(
                20,
                () -> stores.transactions()
                        .inTransaction(() -> stores.attempts().beginQuery(attempt.id(), NOW, pause)));

        assertThat(Collections.frequency(asked, true)).isEqualTo(1);
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.attempts().beginQuery(attempt.id(), NOW.plusSeconds(4), pause)))
                .isFalse();
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.attempts().beginQuery(attempt.id(), NOW.plusSeconds(5), pause)))
                .isTrue();
    }

    @Test
    void a_second_number_of_the_bank_leads_to_the_attempt_and_stays_with_it() {
        var first = attempt();
        var second = attempt();
        var alias = "pi-" + first.id();
        stores.transactions().run(() -> {
            stores.attempts().add(first);
            stores.attempts().add(second);
        });

        stores.transactions().run(() -> stores.attempts().addAlias(account.id(), alias, first.id()));
        stores.transactions().run(() -> stores.attempts().addAlias(account.id(), alias, second.id()));

        assertThat(stores.attempts().findByProvider(account.id(), alias)).contains(first);
        assertThat(stores.attempts().findByProvider(account.id(), alias + "0")).isEmpty();
    }

    @Test
    void assigned_money_is_an_operation_of_the_payment_that_was_made_of_it() {
        var held = operation("pay-given", "pay-given");
        var attempt = attempt();
        stores.transactions().run(() -> {
            stores.ledger().enter(held);
            stores.ledger().assign(held.id(), invoice, attempt.id(), NOW);
            stores.attempts().add(attempt);
        });

        assertThat(stores.ledger().of(attempt.id())).containsExactly(held);
    }

    @Test
    void money_that_belongs_to_nobody_is_listed_until_it_is_assigned_once() throws Exception {
        var held = operation("pay-held", "pay-held");
        stores.transactions().run(() -> stores.ledger().enter(held));
        assertThat(stores.ledger().unassigned(BRANCH)).contains(held);
        assertThat(stores.ledger().find(held.id())).contains(held);

        var assigned = inParallel(
                20,
                () -> stores.transactions()
                        .inTransaction(() -> stores.ledger().assign(held.id(), invoice, new AttemptId(1), NOW)));

        assertThat(Collections.frequency(assigned, true)).isEqualTo(1);
        assertThat(stores.ledger().unassigned(BRANCH)).doesNotContain(held);
    }

    private boolean enter(String payment, String operation) {
        return stores.transactions().inTransaction(() -> stores.ledger().enter(operation(payment, operation)));
    }

    private BankOperation operation(PaymentAttempt attempt, BankOperation.Kind kind) {
        return new BankOperation(
                stores.ledger().newId(),
                BRANCH,
                account.id(),
                "pay-" + attempt.id(),
                kind,
                "op-" + attempt.id(),
                PRICE,
                attempt.id(),
                invoice,
                false,
                "CONFIRMED",
                NOW);
    }

    private BankOperation operation(String payment, String operation) {
        return new BankOperation(
                stores.ledger().newId(),
                BRANCH,
                account.id(),
                payment,
                BankOperation.Kind.PAYMENT,
                operation,
                PRICE,
                null,
                invoice,
                false,
                "CONFIRMED",
                NOW);
    }

    private PaymentAttempt attempt() {
        var id = stores.attempts().newId();
        return new PaymentAttempt(
                id,
                account.id(),
                invoice,
                "order-" + id,
                PRICE,
                AttemptStatus.INTENT,
                null,
                null,
                "",
                NOW,
                NOW.plus(Duration.ofMinutes(30)));
    }

    private static RawWebhook webhook(String body) {
        return new RawWebhook(
                "POST",
                "pay",
                "a=1",
                Map.of("x-signature", "abc"),
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.7",
                NOW);
    }

    private static List<Boolean> inParallel(int threads, Callable<Boolean> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var results = new ArrayList<Boolean>();
            for (var done : pool.invokeAll(Collections.nCopies(threads, work))) {
                results.add(done.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
