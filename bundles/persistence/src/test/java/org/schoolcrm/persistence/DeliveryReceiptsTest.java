package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMoments;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.mailing.api.ReceivedReceipt.Effect;
import org.schoolcrm.mailing.api.RunProgress.Funnel;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore.Matched;
import org.schoolcrm.mailing.spi.Outbox.PendingDelivery;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What providers report, and what is known of a message since its provider has it. */
@OnBothDatabases
class DeliveryReceiptsTest {

    private final StoreTestApplication stores;
    private SentMessages messages;

    DeliveryReceiptsTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @BeforeEach
    void a_channel_of_its_own() {
        messages = SentMessages.of(stores);
    }

    @Test
    void a_receipt_finds_its_message_by_either_number_and_counts_once() {
        long id = messages.send("p-one");
        keep(receipt("e-1", "p-one", null, Kind.DELIVERED));
        keep(receipt("e-1", "p-one", null, Kind.DELIVERED));
        keep(receipt("e-2", null, "o-" + id, Kind.DELIVERED));

        assertThat(matched())
                .extracting(one -> one.receipt().eventKey(), Matched::message)
                .containsExactly(tuple("e-1", id), tuple("e-2", id));
        settle(matched().get(0), Effect.APPLIED);
        settle(matched().get(0), Effect.STALE);
        assertThat(matched()).isEmpty();
        assertThat(stores.receipts().of(id))
                .extracting(ReceivedReceipt::effect)
                .containsExactly(Effect.APPLIED, Effect.STALE);
    }

    @Test
    void whatever_a_provider_says_is_kept_and_holds_nothing_back() {
        messages.send("p-one");
        keep(receipt("e-1", "p-x", "not ours", Kind.DELIVERED));
        keep(receipt("e-2", "p-x", "o-not a number", Kind.DELIVERED));
        keep(receipt("e-3", "p-x", "o-" + "9".repeat(50), Kind.DELIVERED));
        keep(receipt("e".repeat(300), "p".repeat(300), "o".repeat(300), Kind.DELIVERED));
        keep(receipt("e-5\0", "p-one", "\0", Kind.DELIVERED));

        assertThat(matched()).extracting(one -> one.receipt().eventKey()).containsExactly("e-5");
    }

    @Test
    void a_receipt_waits_while_its_message_is_being_sent_and_finds_it_then() {
        long id = messages.enqueue("one", new CustomerId(7));
        var claimed = messages.claim();
        keep(receipt("e-1", "p-one", "o-" + id, Kind.DELIVERED));

        assertThat(matched()).isEmpty();
        messages.complete(claimed, MessageState.ACCEPTED, "p-one");
        assertThat(matched()).hasSize(1);
    }

    @Test
    void a_failure_of_an_earlier_sending_is_none_of_the_later_one() {
        long id = messages.send("p-second");
        keep(receipt("e-1", "p-first", "o-" + id, Kind.UNDELIVERED));
        keep(receipt("e-2", "p-first", "o-" + id, Kind.READ));

        assertThat(matched()).extracting(one -> one.receipt().eventKey()).containsExactly("e-2");
    }

    @Test
    void a_receipt_without_a_message_is_visible_once_nobody_waits_for_it_any_more() {
        keep(receipt("e-1", "p-strange", null, Kind.DELIVERED));
        forget(Duration.ofDays(3));
        assertThat(unmatched()).isEmpty();

        forget(Duration.ofSeconds(-1));

        assertThat(unmatched())
                .extracting(ReceivedReceipt::providerId, ReceivedReceipt::effect)
                .containsExactly(tuple("p-strange", Effect.UNMATCHED));
        messages.send("p-strange");
        assertThat(matched()).isEmpty();
    }

    @Test
    void a_message_keeps_its_moments_until_it_is_sent_again() {
        long id = messages.send("p-one");
        assertThat(messages.find(id).delivery().sent()).isNotNull();

        apply(id, receipt("e-1", "p-one", null, Kind.UNDELIVERED));
        assertThat(messages.find(id).state()).isEqualTo(MessageState.UNDELIVERED);
        assertThat(moments(id)).isEqualTo(new DeliveryMoments(null, null, null, NOW, Cause.ADDRESS));

        apply(id, receipt("e-2", "p-one", null, Kind.READ));
        assertThat(messages.find(id).state()).isEqualTo(MessageState.DELIVERED);
        assertThat(moments(id)).isEqualTo(new DeliveryMoments(null, NOW, NOW, null, null));

        stores.transactions().run(() -> stores.register().requeue(id, Set.of(MessageState.DELIVERED), ""));
        assertThat(messages.find(id).delivery()).isEqualTo(DeliveryMoments.NONE);
    }

    @Test
    void an_uncertain_message_learns_its_number_from_a_receipt() {
        long id = messages.enqueue("one", new CustomerId(7));
        messages.complete(messages.claim(), MessageState.UNCERTAIN, null);
        keep(receipt("e-1", "p-told", "o-" + id, Kind.DELIVERED));

        apply(id, matched().get(0).receipt());

        assertThat(messages.find(id))
                .satisfies(one -> assertThat(one.providerId()).isEqualTo("p-told"))
                .satisfies(one -> assertThat(one.state()).isEqualTo(MessageState.DELIVERED));
    }

    @Test
    void the_funnel_counts_customers_however_many_messages_it_took() {
        messages.enqueue("waits", new CustomerId(1));
        messages.complete(messages.claim(), MessageState.REJECTED, null);
        messages.enqueue("goes another way", new CustomerId(1));
        messages.complete(messages.claim(), MessageState.ACCEPTED, "p-1");
        messages.enqueue("is read", new CustomerId(2));
        messages.complete(messages.claim(), MessageState.ACCEPTED, "p-2");
        apply(messages.all().get(0).id(), receipt("e-1", "p-2", null, Kind.READ));
        messages.enqueue("still waits", new CustomerId(3));

        assertThat(stores.outbox().funnel(messages.run())).isEqualTo(new Funnel(3, 2, 1, 1, 0, 0));
        assertThat(stores.outbox().funnel(stores.runs().newId())).isEqualTo(new Funnel(0, 0, 0, 0, 0, 0));
    }

    @Test
    void nobody_asks_twice_about_a_message_before_it_is_due_again() {
        long id = messages.send("p-one");
        messages.enqueue("waits", new CustomerId(8));

        assertThat(due(Duration.ofMinutes(1), Duration.ofDays(3))).isEmpty();
        assertThat(due(Duration.ZERO, Duration.ofSeconds(-1))).isEmpty();
        assertThat(due(Duration.ZERO, Duration.ofDays(3)))
                .extracting(PendingDelivery::id, PendingDelivery::providerId, PendingDelivery::address)
                .containsExactly(tuple(id, "p-one", SentMessages.PHONE));
        stores.jdbi()
                .useHandle(handle -> handle.execute(
                        "update message set on_wire_at = current_timestamp - interval '1' hour, not_before ="
                                + " current_timestamp where id = ?",
                        id));
        assertThat(due(Duration.ZERO, Duration.ofDays(3))).hasSize(1);
        assertThat(due(Duration.ZERO, Duration.ofDays(3))).isEmpty();
        assertThat(messages.find(id).notBefore())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3700));
    }

    private List<PendingDelivery> due(Duration wait, Duration within) {
        return stores.transactions()
                .inTransaction(() -> stores.outbox().claimAccepted(messages.account(), wait, within, 10));
    }

    private void apply(long id, DeliveryReceipt receipt) {
        stores.transactions()
                .run(() -> stores.receipts().save(id, stores.receipts().lock(id).after(receipt), receipt));
    }

    /** Without the moment of the sending, which is the database's. */
    private DeliveryMoments moments(long id) {
        var all = messages.find(id).delivery();
        return new DeliveryMoments(null, all.delivered(), all.read(), all.failed(), all.failure());
    }

    private void keep(DeliveryReceipt receipt) {
        stores.transactions().run(() -> stores.receipts().addAll(messages.account(), List.of(receipt)));
    }

    private void settle(Matched matched, Effect effect) {
        stores.transactions().run(() -> stores.receipts().settle(matched, effect));
    }

    private void forget(Duration waiting) {
        stores.transactions().run(() -> stores.receipts().forget(waiting));
    }

    private List<ReceivedReceipt> unmatched() {
        return stores.receipts().unmatched(Set.of(messages.account()), 10);
    }

    private List<Matched> matched() {
        return stores.transactions()
                .inTransaction(() -> stores.receipts().match(1000).stream()
                        .filter(one -> one.channel().equals(messages.channel()))
                        .toList());
    }

    private static DeliveryReceipt receipt(
            String event, @Nullable String providerId, @Nullable String reference, Kind kind) {
        var cause = kind == Kind.UNDELIVERED ? Cause.ADDRESS : Cause.NONE;
        return new DeliveryReceipt(event, providerId, reference, kind, cause, "as told", NOW);
    }
}
