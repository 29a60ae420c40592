package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.ClaimScope;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.Hop;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Onward;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
@DisplayName("Messages go on to the next channel, at most once, and never while they may have arrived")
class MessageRoutesTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofDays(1);

    private final StoreTestApplication stores;
    private final int number = NUMBERS.incrementAndGet();
    private final CustomerId customer = new CustomerId(700_000L + number);
    private Template words;
    private Template letter;
    private RunId run;
    private ProviderAccountId first;
    private ProviderAccountId second;

    MessageRoutesTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @BeforeEach
    void two_templates_and_two_channels_of_its_own() {
        words = template(DeliveryMethod.SMS);
        letter = template(DeliveryMethod.EMAIL);
        run = stores.runs().newId();
        first = stores.providerAccount(channel("a"));
        second = stores.providerAccount(channel("b"));
    }

    @Test
    void what_failed_goes_on_once_with_the_template_of_the_next_channel() {
        send(route(null, hop("b", letter)));
        fails("a", MessageState.REJECTED, false);

        goOn();
        goOn();

        assertThat(listed())
                .extracting(OutboxMessage::channel, OutboxMessage::address, OutboxMessage::state)
                .containsExactly(
                        tuple(channel("a"), "one", MessageState.REJECTED),
                        tuple(channel("b"), "to-b", MessageState.PENDING));
        assertThat(listed().get(1).fallbackOf()).isEqualTo(listed().get(0).id());
        assertThat(claim("b")).singleElement().satisfies(message -> {
            assertThat(message.subject()).isEqualTo("subject of EMAIL");
            assertThat(message.values()).isEqualTo(Map.of("bill.url", "link"));
        });
    }

    @Test
    void a_message_with_one_way_stays_where_it_failed() {
        send(Route.by(channel("a"), "one"));
        fails("a", MessageState.REJECTED, true);

        assertThat(goOn()).isZero();
        assertThat(listed()).hasSize(1);
    }

    @Test
    void goes_from_station_to_station() {
        send(route(null, hop("b", words), hop("c", words)));
        fails("a", MessageState.REJECTED, false);
        goOn();
        fails("b", MessageState.REJECTED, false);
        goOn();

        assertThat(listed())
                .extracting(OutboxMessage::channel)
                .containsExactly(channel("a"), channel("b"), channel("c"));
    }

    @Test
    @DisplayName("A18 a station for those who cannot be reached is passed by for all others")
    void a_station_for_those_who_cannot_be_reached_is_passed_by() {
        var paid = new Hop(channel("b"), List.of("to-b"), words.id(), words.version(), true);
        send(route(null, paid, hop("c", words)));
        fails("a", MessageState.REJECTED, false);
        goOn();
        assertThat(listed()).extracting(OutboxMessage::channel).containsExactly(channel("a"), channel("c"));
    }

    @Test
    void who_cannot_be_reached_is_written_to_there() {
        var paid = new Hop(channel("b"), List.of("to-b"), words.id(), words.version(), true);
        send(route(null, paid));
        fails("a", MessageState.REJECTED, true);
        goOn();
        assertThat(listed()).extracting(OutboxMessage::channel).containsExactly(channel("a"), channel("b"));
    }

    @Test
    void goes_on_when_no_delivery_is_reported_in_time_by_a_provider_who_reports_any() {
        send(route(AT_ONCE, hop("b", words)));
        ends("a", MessageState.ACCEPTED);

        goOn();
        assertThat(listed()).extracting(OutboxMessage::channel).containsExactly(channel("a"), channel("b"));
    }

    @Test
    void ends_where_a_provider_accepted_it_who_reports_no_deliveries() {
        send(route(AT_ONCE, hop("b", words)));
        ends("a", MessageState.ACCEPTED);

        stores.transactions().run(() -> stores.routes().goOn(Set.of(second), 100));
        assertThat(goOn()).as("nobody looks at it any more").isZero();
        assertThat(listed()).hasSize(1);
    }

    @Test
    void waits_for_as_long_as_it_was_told_to() {
        send(route(LONG, hop("b", words)));
        ends("a", MessageState.ACCEPTED);

        assertThat(goOn()).isZero();
        assertThat(listed()).hasSize(1);
    }

    @Test
    void what_may_have_been_sent_goes_no_other_way_until_it_is_known() {
        send(route(AT_ONCE, hop("b", words)));
        var message = ends("a", MessageState.UNCERTAIN);
        goOn();
        assertThat(listed()).hasSize(1);

        stores.transactions()
                .run(() -> stores.outbox()
                        .resolve(message.id(), message.fence(), MessageState.ACCEPTED, "p", null, "it has it"));
        goOn();
        assertThat(listed()).extracting(OutboxMessage::channel).containsExactly(channel("a"), channel("b"));
    }

    @Test
    void does_not_go_on_while_the_same_message_may_arrive_in_another_chat_of_the_customer() {
        twoChats(LONG);
        var claimed = claim("a");
        complete(claimed.get(0), MessageState.ACCEPTED);
        complete(claimed.get(1), MessageState.REJECTED);
        stores.transactions().run(() -> stores.routes().fail(claimed.get(1).id(), true));

        goOn();
        assertThat(listed()).extracting(OutboxMessage::channel).containsExactly(channel("a"), channel("a"));
    }

    @Test
    void goes_on_once_when_it_has_arrived_in_no_chat_in_time() {
        twoChats(AT_ONCE);
        claim("a").forEach(message -> complete(message, MessageState.ACCEPTED));

        goOn();
        assertThat(listed())
                .extracting(OutboxMessage::channel)
                .containsExactly(channel("a"), channel("a"), channel("b"));
    }

    @Test
    void what_waits_in_its_place_is_not_sent_when_it_is_delivered_after_all() {
        send(route(AT_ONCE, hop("b", words)));
        var message = ends("a", MessageState.ACCEPTED);
        goOn();

        assertThat(cancelFollowers(message)).isEqualTo(1);
        assertThat(cancelFollowers(message)).isZero();
        assertThat(listed().get(1).state()).isEqualTo(MessageState.CANCELLED);
    }

    @Test
    void what_is_sent_already_in_its_place_stays_sent() {
        send(route(AT_ONCE, hop("b", words)));
        var message = ends("a", MessageState.ACCEPTED);
        goOn();
        ends("b", MessageState.ACCEPTED);

        assertThat(cancelFollowers(message)).isZero();
    }

    private int cancelFollowers(ClaimedMessage message) {
        return stores.transactions().inTransaction(() -> stores.routes().cancelFollowers(message.id(), "arrived"));
    }

    private Template template(DeliveryMethod method) {
        var made = new Template(
                stores.mailings().newTemplateId(), 1, BRANCH, method, "Счёт", "subject of " + method, "{bill.url}");
        stores.transactions().run(() -> stores.mailings().save(made));
        return made;
    }

    private String channel(String letter) {
        return "r" + number + letter;
    }

    private Route route(@Nullable Duration patience, Hop... onward) {
        return new Route(channel("a"), "one", new Onward("about:" + run, List.of(onward), patience));
    }

    private Hop hop(String letterOfChannel, Template template) {
        return new Hop(
                channel(letterOfChannel), List.of("to-" + letterOfChannel), template.id(), template.version(), false);
    }

    private void send(Route route) {
        enqueue(route, "about:" + run);
    }

    private void twoChats(Duration patience) {
        send(route(patience, hop("b", words)));
        enqueue(new Route(channel("a"), "two", route(patience, hop("b", words)).onward()), "about:" + run + "|1");
    }

    private void enqueue(Route route, String key) {
        stores.transactions()
                .run(() -> stores.outbox()
                        .addAll(List.of(new NewMessage(
                                run,
                                new About(BRANCH, customer, AccountId.BASE, List.of()),
                                route,
                                new Content(words.id(), words.version(), Map.of("bill.url", "link")),
                                Purpose.INVOICE,
                                key,
                                NOW.minus(Duration.ofDays(365))))));
    }

    private void fails(String letterOfChannel, MessageState state, boolean unreachable) {
        var message = ends(letterOfChannel, state);
        stores.transactions().run(() -> stores.routes().fail(message.id(), unreachable));
    }

    private ClaimedMessage ends(String letterOfChannel, MessageState state) {
        var message = claim(letterOfChannel).get(0);
        complete(message, state);
        return message;
    }

    private void complete(ClaimedMessage message, MessageState state) {
        stores.transactions().run(() -> {
            stores.outbox().markOnWire(message.id(), message.fence(), Duration.ofMinutes(1));
            stores.outbox().complete(message.id(), message.fence(), state, "p", null, "");
        });
    }

    private List<ClaimedMessage> claim(String letterOfChannel) {
        var account = letterOfChannel.equals("a") ? first : second;
        var scope = new ClaimScope(channel(letterOfChannel), account, null, Set.of(), Set.of());
        return stores.transactions().inTransaction(() -> stores.outbox().claim(scope, "me", Duration.ofMinutes(2), 50));
    }

    private int goOn() {
        return stores.transactions().inTransaction(() -> stores.routes().goOn(Set.of(first, second), 100));
    }

    private List<OutboxMessage> listed() {
        var filter = new MessageFilter(BRANCH, Set.of(), null, run, customer);
        return stores.register().list(filter, 0, 100).stream()
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .toList();
    }
}
