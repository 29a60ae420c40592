package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookDelivery.State;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Events of invoices on their way to other systems: signed, repeated, given up, asked for again. */
class WebhooksTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final Actor ADMIN = Actor.user(1);
    private static final Set<InvoiceEvent> ALL = Set.of(InvoiceEvent.values());
    private static final String ADDRESS = "https://other.example/hook?of=crm";

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final EndpointsInMemory store = new EndpointsInMemory();
    private final InvoicesInMemory invoices = new InvoicesInMemory();
    private final List<AuditRecord> trail = new ArrayList<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private final FakeJobs jobs = new FakeJobs(clock);
    private final WebhookEndpointAdministration endpoints = new WebhookEndpointAdministration(
            store, WebhooksTest::isPublic, new OpenSecrets(), new DirectTransactions(), clock, trail::add);
    private HttpAnswer answer = HttpAnswer.of(204, "");
    private final WebhookDispatcher dispatcher = new WebhookDispatcher(
            store,
            invoices,
            call -> {
                calls.add(call);
                return answer;
            },
            new OpenSecrets(),
            new DirectTransactions(),
            jobs,
            clock);

    @BeforeEach
    void an_invoice() {
        invoices.put(invoice(new InvoiceId(17)));
        dispatcher.start();
    }

    @Test
    @DisplayName("webhooks are signed as Standard Webhooks says (its own example)")
    void the_signature_is_that_of_the_standard() {
        assertThat(WebhookSignature.of(
                        List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void news_is_carried_once_with_its_signature() {
        var added = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN);
        var delivery = store.wait(added.endpoint(), InvoiceEvent.PAID, new InvoiceId(17), clock.now());
        clock.advance(Duration.ofSeconds(1));

        work();
        work();

        assertThat(calls).hasSize(1);
        var call = calls.get(0);
        var body = new String(call.body(), StandardCharsets.UTF_8);
        assertThat(body)
                .isEqualTo("{\"type\":\"invoice.paid\",\"timestamp\":\"2026-09-01T09:00:00Z\","
                        + "\"data\":{\"invoice\":17,\"number\":\"1-2026-000017\",\"branch\":1}}");
        assertThat(call.uri()).hasToString(ADDRESS);
        assertThat(call.headers())
                .containsEntry("webhook-id", "msg_" + delivery.id())
                .containsEntry("webhook-timestamp", "1788253201")
                .containsEntry(
                        "webhook-signature",
                        WebhookSignature.of(List.of(added.secret()), "msg_" + delivery.id(), clock.now(), body));
        assertThat(only().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void what_does_not_get_through_is_tried_for_three_days_with_the_same_id_and_then_given_up() {
        var endpoint = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN).endpoint();
        store.wait(endpoint, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());
        answer = HttpAnswer.of(500, "");

        for (int hour = 0; hour < 24 * 5; hour++) {
            work();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(calls).hasSize(10);
        assertThat(calls).extracting(call -> call.headers().get("webhook-id")).containsOnly("msg_1");
        assertThat(only().state()).isEqualTo(State.FAILED);
        assertThat(only().detail()).isEqualTo("HTTP 500");
    }

    @Test
    void no_answer_and_no_connection_are_tried_again_too() {
        var endpoint = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN).endpoint();
        store.wait(endpoint, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());
        answer = HttpAnswer.notSent("the host is not on the public network");
        work();
        assertThat(only().state()).isEqualTo(State.WAITING);
        assertThat(only().detail()).contains("public");

        answer = HttpAnswer.of(200, "");
        clock.advance(Duration.ofSeconds(5));
        work();
        assertThat(only().state()).isEqualTo(State.DELIVERED);
        assertThat(only().attempts()).isEqualTo(2);
    }

    @Test
    void an_endpoint_in_trouble_does_not_hold_up_the_others() {
        var bad = endpoints.add(CENTRE, "https://bad.example/", ALL, ADMIN).endpoint();
        var good = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN).endpoint();
        for (int i = 0; i < 5; i++) {
            store.wait(bad, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());
            store.wait(good, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());
        }
        answer = HttpAnswer.noAnswer("no answer in time");

        work();

        assertThat(calls).hasSize(2);
    }

    @Test
    void an_endpoint_that_is_gone_or_switched_off_hears_nothing_more() {
        var endpoint = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN).endpoint();
        store.wait(endpoint, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());
        store.wait(endpoint, InvoiceEvent.PAID, new InvoiceId(17), clock.now());
        answer = HttpAnswer.of(410, "");

        work();

        assertThat(calls).hasSize(1);
        assertThat(endpoints.find(endpoint.id()).orElseThrow().active()).isFalse();
        assertThat(store.deliveries.values()).extracting(WebhookDelivery::state).containsOnly(State.FAILED);
    }

    @Test
    void whoever_missed_something_can_have_it_again() {
        var endpoint = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN).endpoint();
        var delivery = store.wait(endpoint, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());
        work();

        endpoints.redeliver(endpoint.id(), delivery.id(), ADMIN);
        clock.advance(Duration.ofSeconds(2));
        work();

        assertThat(calls).hasSize(2);
        assertThat(calls).extracting(call -> call.headers().get("webhook-id")).containsOnly("msg_1");
        assertThatThrownBy(() -> endpoints.redeliver(endpoint.id(), 99, ADMIN))
                .hasMessageContaining("delivery-unknown");
    }

    @Test
    void after_a_change_of_the_secret_both_sign_for_a_day() {
        var added = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN);
        var rotated = endpoints.rotate(added.endpoint().id(), ADMIN);
        assertThat(rotated.secret()).isNotEqualTo(added.secret()).startsWith("whsec_");

        assertThat(signatures(added.endpoint())).hasSize(2);
        clock.advance(Duration.ofDays(1));
        assertThat(signatures(added.endpoint())).hasSize(1);
        assertThat(trail).extracting(AuditRecord::action).containsExactly("webhook.added", "webhook.secret");
        assertThat(trail.toString() + added + rotated).doesNotContain("whsec_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ftp://a.example/",
                "https:///",
                "https://u:p@a.example/",
                "https://a b/",
                "https://a.example/#x"
            })
    void what_is_no_address_is_refused(String address) {
        assertThatThrownBy(() -> endpoints.add(CENTRE, address, ALL, ADMIN)).hasMessageContaining("address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://other.example/hook", "https://127.0.0.1/hook", "https://router.lan/"})
    void what_is_not_on_the_public_network_is_refused_when_it_is_saved(String address) {
        assertThatThrownBy(() -> endpoints.add(CENTRE, address, ALL, ADMIN))
                .hasMessageContaining("WEBHOOK_ADDRESS_NOT_PUBLIC");
        var endpoint = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN).endpoint();
        assertThatThrownBy(() -> endpoints.change(endpoint.id(), address, ALL, true, ADMIN))
                .hasMessageContaining("WEBHOOK_ADDRESS_NOT_PUBLIC");
    }

    @Test
    @DisplayName("D15 an address in another script is kept and shown as what is called")
    void another_script_is_shown_as_it_is_called() {
        var endpoint =
                endpoints.add(CENTRE, "https://пример.рф:8443/счет", ALL, ADMIN).endpoint();

        assertThat(endpoint.address()).isEqualTo("https://xn--e1afmkfd.xn--p1ai:8443/%D1%81%D1%87%D0%B5%D1%82");
    }

    @Test
    void an_endpoint_can_be_forgotten_with_what_was_due_to_it() {
        var endpoint = endpoints.add(CENTRE, ADDRESS, ALL, ADMIN).endpoint();
        store.wait(endpoint, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());

        endpoints.remove(endpoint.id(), ADMIN);
        work();

        assertThat(endpoints.of(CENTRE)).isEmpty();
        assertThat(calls).isEmpty();
        assertThat(trail).extracting(AuditRecord::action).contains("webhook.removed");
    }

    private static boolean isPublic(URI address) {
        return "https".equals(address.getScheme())
                && !address.getHost().startsWith("127.")
                && !address.getHost().endsWith(".lan");
    }

    private List<String> signatures(WebhookEndpoint endpoint) {
        store.wait(endpoint, InvoiceEvent.CREATED, new InvoiceId(17), clock.now());
        work();
        return List.of(
                calls.get(calls.size() - 1).headers().get("webhook-signature").split(" "));
    }

    private void work() {
        jobs.schedule(new JobId("webhook-post", "one"), clock.now());
        jobs.runDue(List.of(dispatcher));
    }

    private WebhookDelivery only() {
        assertThat(store.deliveries).hasSize(1);
        return store.deliveries.values().iterator().next();
    }

    private static Invoice invoice(InvoiceId id) {
        var day = LocalDate.parse("2026-09-01");
        var amount = Money.of("1500", "RUB");
        return new Invoice(
                id,
                "1-2026-000017",
                new BilledAccount(CENTRE, new CustomerId(1), AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, amount, new DateRange(day, day)),
                new PaymentTerm(day, null),
                PaymentState.unpaid(amount, false),
                new Issuance(Instant.parse("2026-09-01T09:00:00Z"), null));
    }
}
