package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderCallStore.KeptCall;
import org.schoolcrm.channel.spi.ProviderCallStore.State;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.InboundText;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.spi.InboundStore.Correspondent;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Calls of providers of messages, and what people write. */
@OnBothDatabases
class ProviderCallsTest {

    private static final CustomerId ANNA = new CustomerId(7);

    private final StoreTestApplication stores;
    private SentMessages messages;

    ProviderCallsTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @BeforeEach
    void a_channel_of_its_own() {
        messages = SentMessages.of(stores);
    }

    @Test
    void a_call_is_kept_once_byte_for_byte_and_sealed() {
        assertThat(keep("news", true)).isTrue();
        assertThat(keep("news", false)).isFalse();

        assertThat(waiting()).singleElement().satisfies(kept -> {
            assertThat(kept.verified()).isTrue();
            assertThat(kept.account()).isEqualTo(messages.account());
            assertThat(kept.call().text()).isEqualTo("{\"phone\":\"+79161234567\"}");
            assertThat(kept.call().header("x-seal")).contains("a b");
            assertThat(kept.call().receivedAt()).isEqualTo(NOW);
        });
        assertThat(column("raw_sealed")).singleElement().asString().doesNotContain("9161234567");
    }

    @Test
    void how_far_the_news_were_fetched_is_known_by_account() {
        var other = stores.providerAccount("other");
        assertThat(stores.cursors().of(messages.account())).isEmpty();

        for (var cursor : List.of("1:17", "1:18")) {
            stores.transactions().run(() -> stores.cursors().put(messages.account(), cursor));
        }

        assertThat(stores.cursors().of(messages.account())).isEqualTo("1:18");
        assertThat(stores.cursors().of(other)).isEmpty();
    }

    @Test
    void what_is_done_waits_no_more_and_is_forgotten_in_time_unless_nobody_could_read_it() {
        for (var state : List.of(State.READ, State.REFUSED, State.UNREADABLE)) {
            keep(state.name(), true);
        }
        var ids = waiting().stream().map(KeptCall::id).toList();
        stores.transactions().run(() -> {
            stores.calls().done(ids.get(0), State.READ);
            stores.calls().done(ids.get(1), State.REFUSED);
            stores.calls().done(ids.get(2), State.UNREADABLE);
        });

        assertThat(waiting()).isEmpty();
        stores.transactions().run(() -> stores.calls().forget(Duration.ofDays(30)));
        assertThat(states()).containsExactlyInAnyOrder("READ", "REFUSED", "UNREADABLE");
        stores.transactions().run(() -> stores.calls().forget(Duration.ofSeconds(-1)));
        assertThat(states()).containsExactly("UNREADABLE");
    }

    @Test
    void what_somebody_wrote_stands_on_the_card_of_whom_we_write_to_there() {
        messages.send("p-one");
        assertThat(add("e-1", "Добрый день\0", Kind.TEXT)).isTrue();
        assertThat(add("e-1", "Добрый день", Kind.TEXT)).isFalse();
        assertThat(add("e-2", "x".repeat(20_000), Kind.TEXT)).isTrue();
        assertThat(add("e-3", "стоп", Kind.STOP)).isTrue();

        var inbound = stores.inbound();
        assertThat(inbound.lastWrittenTo(messages.channel(), SentMessages.PHONE))
                .contains(new Correspondent(BRANCH, ANNA));
        assertThat(inbound.lastWrittenTo(messages.channel(), "+7900")).isEmpty();
        var newest = inbound.of(BRANCH, ANNA, 0, 2);
        assertThat(newest)
                .extracting(InboundText::kind, one -> one.text().length())
                .containsExactly(tuple(Kind.STOP, 4), tuple(Kind.TEXT, 10_000));
        assertThat(inbound.of(BRANCH, ANNA, newest.get(1).id(), 10))
                .extracting(InboundText::text)
                .contains("Добрый день");
        assertThat(inbound.of(new BranchId(77), ANNA, 0, 10)).isEmpty();
    }

    @Test
    void a_recipient_takes_back_only_what_was_refused_by_the_recipient() {
        stores.transactions().run(() -> {
            stores.outbox().refuse(Suppression.SCHOOL, messages.channel(), "+7901", "asked us");
            stores.outbox().suppress(BRANCH, messages.channel(), "+7902", "listed by hand");
            stores.outbox().refuse(BRANCH, messages.channel(), "+7902", "asked us");
        });

        assertThat(suppressed("+7901")).isTrue();
        assertThat(allow(BRANCH, "+7901")).isFalse();
        assertThat(allow(Suppression.SCHOOL, "+7901")).isTrue();
        assertThat(suppressed("+7901")).isFalse();
        assertThat(allow(Suppression.SCHOOL, "+7902")).isFalse();
        assertThat(suppressed("+7902")).isTrue();
    }

    private boolean allow(BranchId branch, String address) {
        return stores.transactions().inTransaction(() -> stores.outbox().allow(branch, messages.channel(), address));
    }

    private boolean suppressed(String address) {
        return !stores.outbox()
                .suppressed(BRANCH, messages.channel(), List.of(address))
                .isEmpty();
    }

    private boolean add(String event, String text, Kind kind) {
        return stores.transactions()
                .inTransaction(() -> stores.inbound()
                        .add(
                                messages.account(),
                                BRANCH,
                                messages.channel(),
                                new InboundMessage(event, kind, SentMessages.PHONE, text, NOW)));
    }

    private boolean keep(String key, boolean verified) {
        var body = "{\"phone\":\"+79161234567\"}".getBytes(StandardCharsets.UTF_8);
        var call = new RawWebhook("POST", "status", "a=1", Map.of("x-seal", "a b"), body, "192.0.2.1", NOW);
        return stores.transactions().inTransaction(() -> stores.calls().keep(messages.account(), key, call, verified));
    }

    private List<KeptCall> waiting() {
        assertThat(stores.calls().waiting(Set.of(new ProviderAccountId(-1)), 10))
                .isEmpty();
        return stores.calls().waiting(Set.of(messages.account()), 10);
    }

    private List<String> states() {
        return column("state");
    }

    private List<String> column(String name) {
        return stores.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select " + name + " from provider_call where provider_account_id = :account")
                        .bind("account", messages.account().value())
                        .mapTo(String.class)
                        .list());
    }
}
