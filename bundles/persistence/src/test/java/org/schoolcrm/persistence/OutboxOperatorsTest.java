package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.ClaimScope;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Messages as operators, receipts and pauses see them. */
@OnBothDatabases
class OutboxOperatorsTest {

    private static final String PHONE = "+79161234567";

    private final StoreTestApplication stores;
    private Template template;
    private RunId run;
    private String channel;
    private ProviderAccountId account;

    OutboxOperatorsTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @BeforeEach
    void a_template_and_a_channel_of_its_own() {
        template = new Template(
                stores.mailings().newTemplateId(), 1, BRANCH, DeliveryMethod.SMS, "Счёт", "", "{bill.url}");
        stores.transactions().run(() -> stores.mailings().save(template));
        run = stores.runs().newId();
        channel = "ch" + run;
        account = stores.providerAccount(channel);
    }

    @Test
    void knows_what_went_on_the_wire_lately() {
        send("one");
        var outbox = stores.outbox();

        assertThat(outbox.onWireWithin(account, Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(outbox.onWireWithin(new ProviderAccountId(-1), Duration.ofMinutes(1)))
                .isZero();
        assertThat(outbox.writtenToWithin(channel, List.of(PHONE, "+7900"), Duration.ofMinutes(1)))
                .containsExactly(PHONE);
        assertThat(outbox.writtenToWithin(channel, List.of("+7900"), Duration.ofMinutes(1)))
                .isEmpty();
    }

    @Test
    void puts_back_what_ended_badly_and_what_the_list_held_back() {
        send("one");
        var id = listed().get(0).id();
        assertThat(requeue(id, Set.of(MessageState.UNCERTAIN))).isFalse();
        assertThat(requeue(id, Set.of(MessageState.ACCEPTED))).isTrue();
        assertThat(listed().get(0))
                .extracting(OutboxMessage::state, OutboxMessage::attempts)
                .containsExactly(MessageState.PENDING, 0);

        var claimed = claim().get(0);
        stores.transactions().run(() -> {
            stores.outbox().complete(claimed.id(), claimed.fence(), MessageState.SUPPRESSED, null, null, "");
            stores.outbox().suppress(BRANCH, channel, PHONE, "asked us to stop");
        });
        assertThat(stores.register().suppressions(BRANCH, 0, 1000))
                .extracting(Suppression::channel, Suppression::why)
                .contains(tuple(channel, "asked us to stop"));
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.register().unsuppress(BRANCH, channel, Set.of(PHONE))))
                .isTrue();
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.register().requeueSuppressed(BRANCH, channel, Set.of(PHONE))))
                .isEqualTo(1);
        assertThat(claim()).hasSize(1);
    }

    @Test
    void the_stop_list_compares_without_capitals_also_what_an_older_node_wrote() {
        enqueue("one", "Anna@Example.org", Purpose.INVOICE);
        var claimed = claim().get(0);
        stores.transactions().run(() -> {
            stores.outbox().complete(claimed.id(), claimed.fence(), MessageState.SUPPRESSED, null, null, "");
            stores.outbox().suppress(BRANCH, channel, "ANNA@example.org", "asked us to stop");
        });

        assertThat(stores.outbox().suppressed(BRANCH, channel, List.of("anna@example.org", "boris@example.org")))
                .containsOnlyKeys("anna@example.org");
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.register().unsuppress(BRANCH, channel, Set.of("anna@example.org"))))
                .isTrue();
        assertThat(stores.transactions()
                        .inTransaction(
                                () -> stores.register().requeueSuppressed(BRANCH, channel, Set.of("anna@example.org"))))
                .isEqualTo(1);
    }

    @Test
    void another_address_drops_what_was_composed_for_the_former() {
        enqueue("one");
        var claimed = claim().get(0);
        assertThat(claimed.customer()).isEqualTo(new CustomerId(7));
        stores.transactions().run(() -> {
            stores.outbox().keepComposed(claimed.id(), claimed.fence(), new ComposedMessage(new byte[] {1}));
            stores.outbox().readdress(claimed.id(), claimed.fence(), "+79160000000");
            stores.outbox().complete(claimed.id(), claimed.fence(), MessageState.RETRY_WAIT, null, null, "");
        });

        var again = claim().get(0);
        assertThat(again.address()).isEqualTo("+79160000000");
        assertThat(again.composed()).isNull();
        assertThat(stores.transactions()
                        .inTransaction(() -> stores.outbox().readdress(again.id(), again.fence() - 1, PHONE)))
                .isFalse();
    }

    @Test
    void cancels_what_waits_and_nothing_else() {
        enqueue("one");
        enqueue("two", PHONE, Purpose.REMINDER);
        var ids = listed().stream().map(OutboxMessage::id).sorted().toList();

        assertThat(stores.outbox().remindersWaiting(run)).isEqualTo(1);
        assertThat(stores.transactions().inTransaction(() -> stores.outbox().cancelReminders(run, "cancelled by me")))
                .isEqualTo(1);
        assertThat(stores.outbox().remindersWaiting(run)).isZero();
        assertThat(cancel(ids.get(1))).isFalse();
        assertThat(cancel(ids.get(0))).isTrue();
        assertThat(listed())
                .extracting(OutboxMessage::state, OutboxMessage::detail)
                .containsExactly(
                        tuple(MessageState.CANCELLED, "cancelled by me"),
                        tuple(MessageState.CANCELLED, "cancelled by you"));
    }

    private boolean cancel(long id) {
        return stores.transactions()
                .inTransaction(() -> stores.register().cancel(id, Set.of(MessageState.PENDING), "cancelled by you"));
    }

    @Test
    void shows_what_each_channel_has_had_and_has_to_do() {
        send("one");
        enqueue("two");

        var load = stores.register().loads().stream()
                .filter(one -> one.channel().equals(channel))
                .findFirst()
                .orElseThrow();
        assertThat(load.messages()).isEqualTo(Map.of(MessageState.ACCEPTED, 1L, MessageState.PENDING, 1L));
        assertThat(load.oldestWaiting()).isEqualTo(NOW.minus(Duration.ofDays(365)));
    }

    @Test
    void a_pause_lasts_from_its_beginning_until_it_is_lifted() {
        var pauses = stores.pauses();
        var first = new ChannelPause(account, ChannelPause.Kind.BUSY, Cause.NONE, "slow", NOW, NOW.plusSeconds(60));
        var second = new ChannelPause(
                account, ChannelPause.Kind.HELD, Cause.BALANCE, "no money", NOW.plusSeconds(5), NOW.plusSeconds(600));
        stores.transactions().run(() -> pauses.put(first));
        stores.transactions().run(() -> pauses.put(second));

        assertThat(pauses.find(account))
                .contains(new ChannelPause(
                        account, ChannelPause.Kind.HELD, Cause.BALANCE, "no money", NOW, NOW.plusSeconds(600)));
        assertThat(pauses.all()).extracting(ChannelPause::account).contains(account);
        assertThat(stores.transactions().inTransaction(() -> pauses.lift(account)))
                .isTrue();
        assertThat(stores.transactions().inTransaction(() -> pauses.lift(account)))
                .isFalse();
    }

    private void send(String key) {
        enqueue(key);
        for (var message : claim()) {
            stores.transactions().run(() -> {
                stores.outbox().markOnWire(message.id(), message.fence(), Duration.ofMinutes(1));
                stores.outbox().complete(message.id(), message.fence(), MessageState.ACCEPTED, "p-" + key, null, "");
            });
        }
    }

    private void enqueue(String key) {
        enqueue(key, PHONE, Purpose.INVOICE);
    }

    private void enqueue(String key, String address, Purpose purpose) {
        stores.transactions()
                .run(() -> stores.outbox()
                        .addAll(List.of(new NewMessage(
                                run,
                                new About(BRANCH, new CustomerId(7), AccountId.BASE, List.of()),
                                Route.by(channel, address),
                                new Content(template.id(), template.version(), Map.of()),
                                purpose,
                                channel + key,
                                NOW.minus(Duration.ofDays(365))))));
    }

    private List<ClaimedMessage> claim() {
        return stores.transactions()
                .inTransaction(() -> stores.outbox().claim(scope(account, Set.of()), "me", Duration.ofMinutes(2), 50));
    }

    private List<OutboxMessage> listed() {
        return stores.register().list(new MessageFilter(BRANCH, Set.of(), null, run, new CustomerId(7)), 0, 100);
    }

    private boolean requeue(long id, Set<MessageState> from) {
        return stores.transactions().inTransaction(() -> stores.register().requeue(id, from, "again"));
    }

    private ClaimScope scope(ProviderAccountId of, Set<ProviderAccountId> idle) {
        return new ClaimScope(channel, of, null, Set.of(), idle);
    }
}
