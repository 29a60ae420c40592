package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBinding;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.ChatBindingStore.Invitation;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Chats that customers bind, and the links by which they do. */
@OnBothDatabases
class BoundChatsTest {

    private static final CustomerId ANNA = new CustomerId(7001);
    private static final CustomerId BORIS = new CustomerId(7002);
    private static final Duration HOUR = Duration.ofHours(1);

    private final StoreTestApplication stores;
    private final ChatBindingStore chats;
    private SentMessages messages;

    BoundChatsTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        chats = stores.chatBindings();
    }

    @BeforeEach
    void a_channel_of_its_own() {
        messages = SentMessages.of(stores);
    }

    @Test
    void siblings_share_a_chat_and_a_customer_has_several() {
        assertThat(bind(ANNA, "100")).isTrue();
        assertThat(bind(BORIS, "100")).isTrue();
        assertThat(bind(ANNA, "200")).isTrue();
        assertThat(bind(ANNA, "100")).isFalse();

        assertThat(chatsOf(ANNA)).containsExactly("100", "200");
        assertThat(chatsOf(BORIS)).containsExactly("100");
        assertThat(mine(chats.of(new BranchId(BRANCH.value() + 1), List.of(ANNA))))
                .isEmpty();
        assertThat(mine(chats.of(BRANCH, List.of(ANNA, BORIS))))
                .hasSize(3)
                .first()
                .satisfies(first -> {
                    assertThat(first.account()).isEqualTo(messages.account());
                    assertThat(first.boundAt()).isEqualTo(NOW);
                    assertThat(chats.find(first.id())).contains(first);
                });
    }

    @Test
    void what_is_ended_is_gone_once_and_for_that_customer_alone() {
        bind(ANNA, "100");
        bind(BORIS, "100");
        long id = mine(chats.of(BRANCH, List.of(ANNA))).get(0).id();

        assertThat(end(id)).isTrue();
        assertThat(end(id)).isFalse();

        assertThat(chatsOf(ANNA)).isEmpty();
        assertThat(chatsOf(BORIS)).containsExactly("100");
        assertThat(chats.find(id)).isEmpty();
    }

    @Test
    void a_link_is_used_once_in_time_and_in_its_channel() {
        invite("used", NOW.plus(HOUR));
        invite("old", NOW);
        assertThat(accept("elsewhere", "used", NOW)).isEmpty();

        assertThat(accept(messages.channel(), "used", NOW)).contains(to(ANNA));
        assertThat(accept(messages.channel(), "used", NOW)).isEmpty();
        assertThat(accept(messages.channel(), "old", NOW)).isEmpty();
        assertThat(accept(messages.channel(), "unknown", NOW)).isEmpty();
    }

    @Test
    void old_links_are_forgotten() {
        invite("old", NOW.minusSeconds(1));
        invite("new", NOW.plus(HOUR));

        stores.transactions().run(() -> chats.forgetInvitations(NOW));

        assertThat(hashes()).contains(key("new")).doesNotContain(key("old"));
    }

    @Test
    void a_chat_with_another_number_is_renamed_wherever_it_stands() {
        bind(ANNA, "-1");
        bind(BORIS, "-1");
        bind(BORIS, "-100");
        long onWire = enqueue("on-wire", "-1");
        messages.claim();
        long waiting = enqueue("waiting", "-1");
        long elsewhere = enqueue("elsewhere", "-2");
        stores.transactions().run(() -> stores.outbox().refuse(BRANCH, messages.channel(), "-1", "/stop"));

        stores.transactions().run(() -> chats.move(messages.channel(), "-1", "-100"));

        assertThat(chatsOf(ANNA)).containsExactly("-100");
        assertThat(chatsOf(BORIS)).containsExactly("-100");
        assertThat(List.of(address(onWire), address(waiting), address(elsewhere)))
                .containsExactly("-1", "-100", "-2");
        assertThat(stores.outbox().suppressed(BRANCH, messages.channel(), Set.of("-1", "-100")))
                .containsOnlyKeys("-100");
    }

    @Test
    void it_is_known_which_chats_get_the_same_message() {
        long first = enqueue("one", "100");
        long second = enqueue("two", "200");

        assertThat(chats.alsoSentTo(List.of(first))).isEqualTo(Map.of(first, Set.of("200")));
        assertThat(chats.alsoSentTo(List.of(second))).isEqualTo(Map.of(second, Set.of("100")));
        assertThat(chats.alsoSentTo(List.of())).isEmpty();
    }

    private boolean bind(CustomerId customer, String chat) {
        return stores.transactions().inTransaction(() -> chats.bind(to(customer), messages.account(), chat, NOW));
    }

    private boolean end(long id) {
        return stores.transactions().inTransaction(() -> chats.end(id));
    }

    private Invitation to(CustomerId customer) {
        return new Invitation(BRANCH, customer, messages.channel());
    }

    private void invite(String token, Instant until) {
        stores.transactions().run(() -> chats.invite(to(ANNA), key(token), until));
    }

    private Optional<Invitation> accept(String channel, String token, Instant at) {
        return stores.transactions().inTransaction(() -> chats.accept(channel, key(token), at));
    }

    private String key(String token) {
        return messages.channel() + token;
    }

    private List<String> hashes() {
        return stores.jdbi()
                .withHandle(handle -> handle.createQuery("select token_hash from chat_invitation")
                        .mapTo(String.class)
                        .list());
    }

    private List<String> chatsOf(CustomerId customer) {
        return mine(chats.of(BRANCH, List.of(customer))).stream()
                .map(ChatBinding::chat)
                .toList();
    }

    private List<ChatBinding> mine(List<ChatBinding> all) {
        return all.stream()
                .filter(one -> one.channel().equals(messages.channel()))
                .toList();
    }

    private String address(long message) {
        return stores.register().find(message).map(OutboxMessage::address).orElseThrow();
    }

    private long enqueue(String key, String chat) {
        stores.transactions()
                .run(() -> stores.outbox()
                        .addAll(List.of(new NewMessage(
                                messages.run(),
                                new About(BRANCH, ANNA, AccountId.BASE, List.of()),
                                Route.by(messages.channel(), chat),
                                new Content(
                                        messages.template().id(),
                                        messages.template().version(),
                                        Map.of()),
                                Purpose.INVOICE,
                                key(key),
                                NOW.minus(HOUR)))));
        return messages.all().get(0).id();
    }
}
