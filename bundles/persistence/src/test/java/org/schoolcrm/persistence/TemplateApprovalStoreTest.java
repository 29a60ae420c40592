package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.spi.Outbox.HeldText;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What providers say of texts, and what waits for it, in both databases. */
@OnBothDatabases
class TemplateApprovalStoreTest {

    private static final TemplateId TEMPLATE = new TemplateId(7);
    private static final Approval APPROVED = new Approval(Approval.Kind.APPROVED, "APPROVED: UTILITY");

    private final StoreTestApplication stores;

    TemplateApprovalStoreTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @Test
    void a_text_is_noted_once_for_each_account_and_keeps_what_was_told() {
        var account = stores.providerAccount("cloud");
        var other = stores.providerAccount("cloud");
        var wanted = add(account, "crm_a");
        add(other, "crm_a");
        var told = change(account, "crm_a");
        add(account, "crm_a");

        assertThat(told).isEqualTo(wanted.answered(APPROVED, NOW));
        assertThat(stores.approvals().of(account)).containsExactly(told);
        assertThat(stores.approvals().find(account, "crm_a")).contains(told);
        assertThat(stores.approvals().of(other))
                .extracting(TemplateApproval::isApproved)
                .containsExactly(false);
        assertThat(stores.approvals().find(account, "crm_b")).isEmpty();
    }

    @Test
    void words_of_a_provider_that_are_too_long_are_cut() {
        var account = stores.providerAccount("cloud");
        add(account, "crm_a");
        var refusal = new Approval(Approval.Kind.REFUSED, "\0" + "ы".repeat(2000));
        stores.transactions().run(() -> stores.approvals().change(account, "crm_a", was -> was.answered(refusal, NOW)));

        assertThat(stores.approvals().of(account).get(0).detail()).isEqualTo("ы".repeat(1000));
    }

    @Test
    void two_who_change_a_text_at_once_take_turns() throws Exception {
        var account = stores.providerAccount("cloud");
        var wanted = add(account, "crm_a");
        Callable<Object> later = () -> stores.transactions()
                .inTransaction(() -> stores.approvals()
                        .change(
                                account,
                                "crm_a",
                                was -> was.toldBy(new Approval(Approval.Kind.REFUSED, was.detail() + "+"), NOW)));
        var pool = Executors.newFixedThreadPool(4);
        for (var one : pool.invokeAll(List.of(later, later, later, later))) {
            one.get();
        }
        pool.shutdownNow();

        assertThat(wanted.detail()).isEmpty();
        assertThat(stores.approvals().of(account).get(0).detail()).isEqualTo("++++");
    }

    @Test
    void an_account_that_is_another_one_is_forgotten_and_one_that_is_gone_takes_its_texts_along() {
        var account = stores.providerAccount("cloud");
        var gone = stores.providerAccount("cloud");
        add(account, "crm_a");
        stores.transactions().run(() -> stores.approvals().forget(account));
        assertThat(stores.approvals().of(account)).isEmpty();

        add(gone, "crm_a");
        stores.transactions().run(() -> stores.providerAccounts().save(off(gone)));
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.providerAccounts().removeUnused(gone)))
                .isTrue();
        assertThat(stores.approvals().of(gone)).isEmpty();
        add(gone, "crm_a");
        assertThat(stores.approvals().of(gone))
                .as("of no account nothing is kept")
                .isEmpty();
    }

    @Test
    void held_messages_are_explained_and_let_go_by_their_text() {
        var sent = SentMessages.of(stores);
        var id = sent.enqueue("held", new CustomerId(7));
        var claimed = sent.claim();
        assertThat(claimed.template()).isEqualTo(sent.template().id());
        stores.transactions()
                .run(() -> stores.outbox()
                        .complete(claimed.id(), claimed.fence(), MessageState.HELD, null, null, "it is looked at"));
        var text = new HeldText(sent.channel(), BRANCH, sent.template().id(), 1);

        assertThat(sent.find(id).attempts()).isZero();
        assertThat(stores.outbox().held(sent.channel())).containsExactly(text);
        assertThat(stores.outbox().held("another")).isEmpty();
        stores.transactions().run(() -> stores.outbox().explain(text, "it is refused"));
        assertThat(sent.find(id).detail()).isEqualTo("it is refused");

        var other = new HeldText(sent.channel(), BRANCH, sent.template().id(), 2);
        assertThat(release(other)).isZero();
        assertThat(release(text)).isEqualTo(1);
        assertThat(sent.find(id).state()).isEqualTo(MessageState.PENDING);
        assertThat(sent.find(id).detail()).isEmpty();
    }

    @Test
    void a_claimed_message_goes_on_in_the_words_of_another_version() {
        var sent = SentMessages.of(stores);
        sent.enqueue("reworded", new CustomerId(7));
        var newer = new Template(
                sent.template().id(), 2, BRANCH, sent.template().method(), "Счёт", "", "Лучше: {bill.url}");
        stores.transactions().run(() -> stores.mailings().save(newer));
        var claimed = sent.claim();

        assertThat(reword(claimed.id(), claimed.fence() + 1))
                .as("only by who holds it")
                .isFalse();
        assertThat(reword(claimed.id(), claimed.fence())).isTrue();
        sent.complete(claimed, MessageState.PENDING, null);
        assertThat(sent.claim().body()).isEqualTo("Лучше: {bill.url}");
        assertThat(stores.mailings().find(newer.id(), 1)).contains(sent.template());
        assertThat(stores.mailings().find(newer.id(), 3)).isEmpty();
    }

    @Test
    void who_has_written_lately_is_known_by_the_address() {
        var account = stores.providerAccount("cloud");
        var channel = "ch" + account;
        wrote(account, channel, "+79161234567", InboundMessage.Kind.TEXT);
        wrote(account, channel, "+79160000001", InboundMessage.Kind.STOP);

        assertThat(since(channel, NOW.minusSeconds(1))).containsExactly("+79161234567");
        assertThat(since(channel, NOW)).isEmpty();
        assertThat(since("another", NOW.minusSeconds(1))).isEmpty();
    }

    private Set<String> since(String channel, Instant moment) {
        var addresses = List.of("+79161234567", "+79160000001", "+79160000002");
        return stores.inbound().writtenFromSince(channel, addresses, moment);
    }

    private void wrote(ProviderAccountId account, String channel, String address, InboundMessage.Kind kind) {
        var message = new InboundMessage("e" + address, kind, address, "Здравствуйте", NOW);
        stores.transactions().run(() -> stores.inbound().add(account, BRANCH, channel, message));
    }

    private boolean reword(long id, long fence) {
        return stores.transactions().inTransaction(() -> stores.outbox().reword(id, fence, 2));
    }

    private int release(HeldText text) {
        return stores.transactions().inTransaction(() -> stores.outbox().release(text));
    }

    private ProviderAccount off(ProviderAccountId id) {
        var was = stores.providerAccounts().find(id).orElseThrow();
        return new ProviderAccount(
                id, was.branch(), was.provider(), was.name(), was.hookKey(), false, was.settings(), was.terms());
    }

    private TemplateApproval add(ProviderAccountId account, String name) {
        var wanted = TemplateApproval.wanted(account, name, TEMPLATE, NOW.minus(Duration.ofMinutes(1)));
        stores.transactions().run(() -> stores.approvals().add(wanted));
        return wanted;
    }

    private TemplateApproval change(ProviderAccountId account, String name) {
        return stores.transactions()
                .inTransaction(() -> stores.approvals().change(account, name, was -> was.answered(APPROVED, NOW)))
                .orElseThrow();
    }
}
