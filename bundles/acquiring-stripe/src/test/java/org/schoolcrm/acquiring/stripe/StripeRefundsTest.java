package org.schoolcrm.acquiring.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundOutcome.Status;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.testkit.SettableClock;

class StripeRefundsTest {

    private static final MerchantAccount ACCOUNT = new MerchantAccount(
            new MerchantAccountId(1),
            new BranchId(1),
            "stripe",
            "Stripe",
            "key",
            true,
            true,
            Map.of("secretKey", "sk_live_key", "webhookSecret", "whsec_live"));
    private static final Instant REQUESTED = Instant.parse("2026-09-01T09:00:00Z");
    private static final String OURS = "{\"refund\":\"refund1\"}";

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final Map<String, HttpAnswer> answers = new HashMap<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private final StripeRefunds refunds = new StripeRefunds(new StripeApi(this::answer), clock);

    @BeforeEach
    void the_payment_is_refunded_in_part() {
        says("GET checkout/sessions/cs_1", session(30_000));
    }

    @Test
    @DisplayName("a refund whose answer was lost is found in the list by our number, however old it is")
    void a_lost_refund_is_found_by_our_number() {
        var ours = refund("re_1", "succeeded", 30_000, OURS, REQUESTED);
        says("GET refunds", list(false, refund("re_2", "succeeded", 30_000, "{\"refund\":\"x\"}", REQUESTED), ours));
        says("GET refunds/re_1", ours);
        clock.advance(Duration.ofHours(60));

        var asked = ask();

        assertThat(asked.status()).isEqualTo(Status.DONE);
        assertThat(asked.providerRefundId()).isEqualTo("re_1");
        assertThat(asked.refundedTotal()).isEqualTo(euros("300.00"));
        assertThat(sent()).isEmpty();
        assertThat(calls.get(1).uri().getRawQuery()).contains("payment_intent=pi_1");
    }

    @Test
    void a_lost_refund_is_found_on_a_later_page() {
        var ours = refund("re_1", "pending", 30_000, OURS, REQUESTED);
        says("GET refunds", list(true, refund("re_9", "succeeded", 10_000, "{}", REQUESTED)));
        says("GET refunds?starting_after=re_9", list(false, ours));
        says("GET refunds/re_1", ours);

        assertThat(ask().status()).isEqualTo(Status.PENDING);
        assertThat(sent()).isEmpty();
    }

    @Test
    @DisplayName("one that carries no number is taken for ours by its sum and time, so that it is not made once more")
    void one_without_a_number_is_known_by_its_sum_and_time() {
        var byHand = refund("re_1", "succeeded", 30_000, "{}", REQUESTED.plusSeconds(30));
        says("GET refunds", list(false, byHand));
        says("GET refunds/re_1", byHand);

        assertThat(ask().status()).isEqualTo(Status.DONE);
        assertThat(sent()).isEmpty();
    }

    @Test
    void a_refund_of_another_payment_or_sum_or_time_is_not_ours() {
        says(
                "GET refunds",
                list(
                        false,
                        refund("re_1", "succeeded", 10_000, "{}", REQUESTED),
                        refund("re_2", "succeeded", 30_000, "{}", REQUESTED.minusSeconds(3600)),
                        refund("re_3", "succeeded", 30_000, OURS, REQUESTED).replace("pi_1", "pi_2")));
        clock.advance(Duration.ofHours(60));

        assertThat(ask().status()).isEqualTo(Status.UNKNOWN);
        assertThat(sent()).isEmpty();
    }

    @Test
    @DisplayName("one that the bank never got is sent again with its key for a day, and never afterwards")
    void one_that_never_arrived_is_sent_again_for_a_day() {
        says("GET refunds", list(false));
        says("POST refunds", refund("re_1", "succeeded", 30_000, OURS, REQUESTED));
        clock.advance(Duration.ofHours(24));
        assertThat(ask().status()).isEqualTo(Status.UNKNOWN);
        assertThat(sent()).isEmpty();

        clock.advance(Duration.ofSeconds(-1));
        assertThat(ask().status()).isEqualTo(Status.DONE);

        assertThat(sent()).singleElement().satisfies(call -> {
            assertThat(call.headers()).containsEntry("Idempotency-Key", "refund1");
            var form = FormFields.parse(new String(call.body(), StandardCharsets.UTF_8));
            assertThat(form.get("metadata[refund]")).contains("refund1");
            assertThat(form.get("payment_intent")).contains("pi_1");
        });
    }

    @Test
    void a_list_that_cannot_be_had_whole_sends_nothing() {
        assertThat(ask().remedy()).isEqualTo(Remedy.WAIT);
        says("GET refunds", list(true, refund("re_9", "succeeded", 10_000, "{}", REQUESTED)));
        assertThat(ask().status()).isEqualTo(Status.UNKNOWN);
        says("GET refunds", "{\"object\":\"list\"}");
        assertThat(ask().status()).isEqualTo(Status.UNKNOWN);
        answers.clear();
        assertThat(ask().status()).isEqualTo(Status.UNKNOWN);

        assertThat(sent()).isEmpty();
    }

    @Test
    void a_key_that_came_with_other_data_is_no_refusal() {
        says("GET refunds", list(false));
        answers.put("POST refunds", HttpAnswer.of(400, "{\"error\":{\"type\":\"idempotency_error\"}}"));
        assertThat(ask().status()).isEqualTo(Status.UNKNOWN);

        answers.put("POST refunds", HttpAnswer.of(400, "{\"error\":{\"code\":\"charge_already_refunded\"}}"));
        assertThat(ask().status()).isEqualTo(Status.REFUSED);
    }

    @Test
    @DisplayName("what went back in all is never less than what went back before and now")
    void what_went_back_in_all_is_never_too_little() {
        says("POST refunds", refund("re_1", "succeeded", 30_000, OURS, REQUESTED));
        says("GET checkout/sessions/cs_1", session(0));
        assertThat(refunds.send(ACCOUNT, request()).refundedTotal())
                .as("the charge is behind")
                .isEqualTo(euros("300.00"));

        says("GET checkout/sessions/cs_1", session(40_000));
        assertThat(refunds.send(ACCOUNT, request()).refundedTotal())
                .as("others sent back too")
                .isEqualTo(euros("400.00"));
    }

    private RefundOutcome ask() {
        return refunds.query(ACCOUNT, request());
    }

    private static RefundRequest request() {
        return new RefundRequest(
                "refund1",
                new PaymentRef("order1", "cs_1"),
                euros("1500.00"),
                euros("0"),
                euros("300.00"),
                null,
                null,
                REQUESTED);
    }

    private List<HttpCall> sent() {
        return calls.stream().filter(call -> call.method().equals("POST")).toList();
    }

    private void says(String call, String body) {
        answers.put(call, HttpAnswer.of(200, body));
    }

    private HttpAnswer answer(HttpCall call) {
        calls.add(call);
        var query = String.valueOf(call.uri().getRawQuery());
        var cursor =
                query.contains("starting_after=") ? "?" + query.replaceFirst(".*(starting_after=[^&]*).*", "$1") : "";
        var path = call.uri().getPath().replaceFirst("/v1/", "");
        return answers.getOrDefault(call.method() + " " + path + cursor, HttpAnswer.noAnswer("connection reset"));
    }

    private static String session(long refunded) {
        return "{\"id\":\"cs_1\",\"object\":\"checkout.session\",\"status\":\"complete\",\"payment_status\":\"paid\","
                + "\"amount_total\":150000,\"currency\":\"eur\",\"livemode\":true,\"payment_intent\":{\"id\":\"pi_1\","
                + "\"amount_received\":150000,\"latest_charge\":{\"amount_refunded\":" + refunded
                + ",\"currency\":\"eur\"}}}";
    }

    private static String refund(String id, String status, long amount, String metadata, Instant at) {
        return "{\"id\":\"" + id + "\",\"object\":\"refund\",\"payment_intent\":\"pi_1\",\"status\":\"" + status
                + "\",\"created\":" + at.getEpochSecond() + ",\"amount\":" + amount
                + ",\"currency\":\"eur\",\"metadata\":" + metadata + "}";
    }

    private static String list(boolean more, String... refunds) {
        return "{\"object\":\"list\",\"has_more\":" + more + ",\"data\":[" + String.join(",", refunds) + "]}";
    }

    private static Money euros(String amount) {
        return Money.of(amount, "EUR");
    }
}
