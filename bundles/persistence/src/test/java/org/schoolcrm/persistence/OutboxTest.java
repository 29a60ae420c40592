package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MessageState;
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
import org.schoolcrm.mailing.spi.Outbox.UncertainMessage;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class OutboxTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration OVER = Duration.ofSeconds(-1);

    private final StoreTestApplication stores;
    private Template template;
    private RunId run;
    private String channel;
    private ProviderAccountId account;

    OutboxTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @BeforeEach
    void a_template_and_a_channel_of_its_own() {
        template = new Template(
                stores.mailings().newTemplateId(), 1, BRANCH, DeliveryMethod.EMAIL, "Счёт", "Тема", "{bill.url}", true);
        stores.transactions().run(() -> stores.mailings().save(template));
        run = stores.runs().newId();
        channel = "channel" + run;
        account = stores.providerAccount(channel);
    }

    @Test
    void gives_no_message_to_two_dispatchers() throws Exception {
        enqueue(IntStream.range(0, 1000).mapToObj(i -> "m" + i).toList());
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        var pool = Executors.newFixedThreadPool(4);

        var workers = pool.invokeAll(Collections.nCopies(4, () -> {
            for (var batch = claim(LONG); !batch.isEmpty(); batch = claim(LONG)) {
                for (var message : batch) {
                    assertThat(seen.add(message.id())).as("claimed once").isTrue();
                }
            }
            return true;
        }));
        for (var worker : workers) {
            worker.get();
        }
        pool.shutdownNow();

        assertThat(seen).hasSize(1000);
    }

    @Test
    void takes_a_message_with_the_same_key_once() {
        enqueue(List.of("same", "same"));
        enqueue(List.of("same"));

        assertThat(claim(LONG)).hasSize(1);
    }

    @Test
    void comes_with_the_words_and_the_values_it_was_written_with() {
        enqueue(List.of("one"));

        var message = claim(LONG).get(0);

        assertThat(message.body()).isEqualTo("{bill.url}");
        assertThat(message.subject()).isEqualTo("Тема");
        assertThat(message.attachesInvoice()).isTrue();
        assertThat(message.values()).isEqualTo(Map.of("customer.name", "Анна «one»"));
        assertThat(message.composed()).isNull();
        assertThat(message.attempts()).isZero();
    }

    @Test
    void lets_only_the_last_claim_change_a_message() {
        enqueue(List.of("one"));
        var first = claim(OVER).get(0);
        reap();
        var second = claim(LONG).get(0);

        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(markOnWire(first)).isFalse();
        assertThat(complete(first, MessageState.ACCEPTED)).isFalse();
        assertThat(markOnWire(second)).isTrue();
        assertThat(complete(second, MessageState.ACCEPTED)).isTrue();
        assertThat(complete(second, MessageState.REJECTED)).isFalse();
        assertThat(states()).isEqualTo(Map.of(MessageState.ACCEPTED, 1L));
    }

    @Test
    void never_sends_again_by_itself_what_may_have_been_sent() {
        enqueue(List.of("not on the wire", "on the wire"));
        var claimed = claim(OVER);
        markOnWire(claimed.get(1));

        reap();

        assertThat(states()).isEqualTo(Map.of(MessageState.RETRY_WAIT, 1L, MessageState.UNCERTAIN, 1L));
    }

    @Test
    void a_sending_has_a_lease_of_its_own_however_long_the_message_waited_for_it() {
        enqueue(List.of("slow"));
        var message = claim(OVER).get(0);
        markOnWire(message, LONG);

        reap();

        assertThat(complete(message, MessageState.ACCEPTED)).isTrue();
    }

    @Test
    void may_send_again_where_the_provider_dedupes() {
        enqueue(List.of("on the wire"));
        markOnWire(claim(OVER).get(0));

        stores.transactions().run(() -> stores.outbox().reap(Set.of(account)));

        assertThat(states()).isEqualTo(Map.of(MessageState.RETRY_WAIT, 1L));
    }

    @Test
    void replays_the_bytes_that_were_composed_first() {
        enqueue(List.of("one"));
        var first = claim(OVER).get(0);
        stores.transactions()
                .run(() -> assertThat(stores.outbox()
                                .keepComposed(first.id(), first.fence(), new ComposedMessage(new byte[] {1, 2, 3})))
                        .isTrue());
        reap();

        var composed = claim(LONG).get(0).composed();

        assertThat(composed).isNotNull();
        assertThat(composed.bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void keeps_no_bytes_of_what_the_provider_has() {
        enqueue(List.of("one"));
        var first = claim(LONG).get(0);
        stores.transactions()
                .run(() ->
                        stores.outbox().keepComposed(first.id(), first.fence(), new ComposedMessage(new byte[] {1})));
        complete(first, MessageState.ACCEPTED);
        stores.transactions().run(() -> stores.outbox().move(run, Set.of(MessageState.ACCEPTED), MessageState.PENDING));

        assertThat(claim(LONG))
                .singleElement()
                .satisfies(again -> assertThat(again.composed()).isNull());
    }

    @Test
    void what_an_idle_account_never_tried_goes_by_another_and_is_composed_anew() {
        enqueue(List.of("untried", "tried"));
        var claimed = claim(LONG);
        stores.transactions()
                .run(() -> claimed.forEach(one ->
                        stores.outbox().keepComposed(one.id(), one.fence(), new ComposedMessage(new byte[] {1}))));
        complete(claimed.get(0), MessageState.PENDING);
        complete(claimed.get(1), MessageState.RETRY_WAIT);
        var other = stores.providerAccount(channel);

        assertThat(claim(scope(other, Set.of()))).isEmpty();
        assertThat(claim(scope(other, Set.of(account)))).singleElement().satisfies(taken -> {
            assertThat(taken.id()).isEqualTo(claimed.get(0).id());
            assertThat(taken.composed()).isNull();
        });
        assertThat(claim(LONG))
                .extracting(ClaimedMessage::id)
                .containsExactly(claimed.get(1).id());
    }

    @Test
    void an_account_takes_the_messages_of_its_branches_only() {
        enqueue(List.of("one"));

        assertThat(claim(new ClaimScope(channel, account, new BranchId(77), Set.of(), Set.of())))
                .isEmpty();
        assertThat(claim(new ClaimScope(channel, account, null, Set.of(BRANCH), Set.of())))
                .isEmpty();
        assertThat(claim(new ClaimScope(channel, account, BRANCH, Set.of(), Set.of())))
                .hasSize(1);
    }

    @Test
    void keeps_what_a_message_asks_for_and_why() {
        enqueue(List.of("one"));

        var claimed = claim(LONG).get(0);

        assertThat(claimed.invoices()).containsExactly(new InvoiceId(17), new InvoiceId(18));
        assertThat(claimed.purpose()).isEqualTo(Purpose.INVOICE);
        assertThat(claimed.run()).isEqualTo(run);
    }

    @Test
    void holds_back_and_lets_go_the_messages_of_a_run() {
        enqueue(List.of("one", "two"));
        var waiting = Set.of(MessageState.PENDING, MessageState.RETRY_WAIT);

        int held = stores.transactions().inTransaction(() -> stores.outbox().move(run, waiting, MessageState.HELD));

        assertThat(held).isEqualTo(2);
        assertThat(claim(LONG)).isEmpty();
        assertThat(stores.outbox().channelsWaiting(run)).containsExactly(channel);
        stores.transactions().run(() -> stores.outbox().move(run, Set.of(MessageState.HELD), MessageState.PENDING));
        assertThat(claim(LONG)).hasSize(2);
    }

    @Test
    void knows_who_is_not_to_be_written_to() {
        stores.transactions().run(() -> {
            stores.outbox().suppress(BRANCH, channel, "stop@example.org", "asked us to stop");
            stores.outbox().suppress(BRANCH, channel, "stop@example.org", "asked us twice");
        });

        assertThat(stores.outbox().suppressed(BRANCH, channel, List.of("stop@example.org", "go@example.org")))
                .containsOnlyKeys("stop@example.org");
        assertThat(stores.outbox().suppressed(new BranchId(77), channel, List.of("stop@example.org")))
                .as("another branch")
                .isEmpty();
        stores.transactions()
                .run(() -> stores.outbox().suppress(Suppression.SCHOOL, channel, "go@example.org", "everywhere"));
        assertThat(stores.outbox().suppressed(new BranchId(77), channel, List.of("go@example.org")))
                .as("the whole school")
                .containsOnlyKeys("go@example.org");
        assertThat(stores.outbox().suppressed(BRANCH, "another", List.of("stop@example.org")))
                .isEmpty();
    }

    @Test
    void lets_only_the_last_question_settle_an_uncertain_message() {
        enqueue(List.of("one"));
        markOnWire(claim(OVER).get(0));
        reap();

        var first = askable(OVER).get(0);
        var second = askable(LONG).get(0);
        assertThat(askable(LONG)).isEmpty();

        assertThat(resolve(first, MessageState.RETRY_WAIT)).isFalse();
        assertThat(resolve(second, MessageState.ACCEPTED)).isTrue();
        assertThat(resolve(second, MessageState.RETRY_WAIT)).isFalse();
        assertThat(states()).isEqualTo(Map.of(MessageState.ACCEPTED, 1L));
    }

    private List<UncertainMessage> askable(Duration lease) {
        return stores.transactions().inTransaction(() -> stores.outbox().claimUncertain(account, lease, 10));
    }

    private boolean resolve(UncertainMessage message, MessageState state) {
        return stores.transactions()
                .inTransaction(
                        () -> stores.outbox().resolve(message.id(), message.fence(), state, null, null, "asked"));
    }

    private void enqueue(List<String> keys) {
        stores.transactions()
                .run(() -> stores.outbox()
                        .addAll(keys.stream()
                                .map(key -> new NewMessage(
                                        run,
                                        new About(
                                                BRANCH,
                                                new CustomerId(7),
                                                AccountId.BASE,
                                                List.of(new InvoiceId(17), new InvoiceId(18))),
                                        Route.by(channel, "anna@example.org"),
                                        new Content(
                                                template.id(),
                                                template.version(),
                                                Map.of("customer.name", "Анна «" + key + "»")),
                                        Purpose.INVOICE,
                                        channel + key,
                                        NOW.minus(Duration.ofDays(365))))
                                .toList()));
    }

    private List<ClaimedMessage> claim(Duration lease) {
        return stores.transactions()
                .inTransaction(() -> stores.outbox().claim(scope(account, Set.of()), "me", lease, 50));
    }

    private List<ClaimedMessage> claim(ClaimScope scope) {
        return stores.transactions().inTransaction(() -> stores.outbox().claim(scope, "me", LONG, 50));
    }

    private boolean markOnWire(ClaimedMessage message) {
        return markOnWire(message, OVER);
    }

    private boolean markOnWire(ClaimedMessage message, Duration lease) {
        return stores.transactions()
                .inTransaction(() -> stores.outbox().markOnWire(message.id(), message.fence(), lease));
    }

    private boolean complete(ClaimedMessage message, MessageState state) {
        return stores.transactions()
                .inTransaction(() -> stores.outbox().complete(message.id(), message.fence(), state, "p-1", null, ""));
    }

    private void reap() {
        stores.transactions().run(() -> stores.outbox().reap(Set.of()));
    }

    private Map<MessageState, Long> states() {
        return stores.outbox().count(run);
    }

    private ClaimScope scope(ProviderAccountId of, Set<ProviderAccountId> idle) {
        return new ClaimScope(channel, of, null, Set.of(), idle);
    }
}
