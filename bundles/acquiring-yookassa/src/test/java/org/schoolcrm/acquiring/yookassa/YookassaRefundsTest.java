package org.schoolcrm.acquiring.yookassa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.testkit.SettableClock;

class YookassaRefundsTest {

    private static final MerchantAccount ACCOUNT = new MerchantAccount(
            new MerchantAccountId(1),
            new BranchId(1),
            "yookassa",
            "ЮKassa",
            "key",
            true,
            true,
            Map.of("shopId", "500105", "secretKey", "live_secret"));
    private static final Instant REQUESTED = Instant.parse("2026-09-01T09:00:00Z");
    private static final String OURS = "{\"refund\":\"refund1\"}";

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final Map<String, HttpAnswer> answers = new HashMap<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private final YookassaRefunds refunds = new YookassaRefunds(new YookassaApi(this::answer), clock);

    @BeforeEach
    void the_payment_is_refunded_in_part() {
        says("GET payments/p-1", payment("300.00"));
    }

    @Test
    @DisplayName("a refund whose answer was lost is found in the list by our number, however old it is")
    void a_lost_refund_is_found_by_our_number() {
        var ours = refund("r-1", "succeeded", "300.00", OURS, REQUESTED);
        says("GET refunds", list("", refund("r-2", "succeeded", "300.00", "{\"refund\":\"x\"}", REQUESTED), ours));
        says("GET refunds/r-1", ours);
        clock.advance(Duration.ofHours(60));

        var asked = ask("0");

        assertThat(asked.status()).isEqualTo(Status.DONE);
        assertThat(asked.providerRefundId()).isEqualTo("r-1");
        assertThat(asked.refundedTotal()).isEqualTo(rub("300.00"));
        assertThat(sent()).isEmpty();
        assertThat(calls.get(0).uri().getRawQuery()).contains("payment_id=p-1");
    }

    @Test
    void a_lost_refund_is_found_on_a_later_page() {
        var ours = refund("r-1", "pending", "300.00", OURS, REQUESTED);
        says("GET refunds", list("c/2", refund("r-9", "succeeded", "100.00", "{}", REQUESTED)));
        says("GET refunds?cursor=c%2F2", list("", ours));
        says("GET refunds/r-1", ours);

        assertThat(ask("0").status()).isEqualTo(Status.PENDING);
        assertThat(sent()).isEmpty();
    }

    @Test
    @DisplayName("one that carries no number is taken for ours by its sum and time, so that it is not made once more")
    void one_without_a_number_is_known_by_its_sum_and_time() {
        var byHand = refund("r-1", "succeeded", "300.00", "{}", REQUESTED.plusSeconds(30));
        says("GET refunds", list("", byHand));
        says("GET refunds/r-1", byHand);

        assertThat(ask("0").status()).isEqualTo(Status.DONE);
        assertThat(sent()).isEmpty();
    }

    @Test
    void a_refund_of_another_payment_or_sum_or_time_is_not_ours() {
        says(
                "GET refunds",
                list(
                        "",
                        refund("r-1", "succeeded", "100.00", "{}", REQUESTED),
                        refund("r-2", "succeeded", "300.00", "{}", REQUESTED.minusSeconds(3600)),
                        refund("r-3", "succeeded", "300.00", OURS, REQUESTED).replace("p-1", "p-2")));
        clock.advance(Duration.ofHours(60));

        assertThat(ask("0").status()).isEqualTo(Status.UNKNOWN);
        assertThat(sent()).isEmpty();
    }

    @Test
    @DisplayName("one that the bank never got is sent again with its key for a day, and never afterwards")
    void one_that_never_arrived_is_sent_again_for_a_day() {
        says("GET refunds", list(""));
        says("POST refunds", refund("r-1", "succeeded", "300.00", OURS, REQUESTED));
        clock.advance(Duration.ofHours(24));
        assertThat(ask("0").status()).isEqualTo(Status.UNKNOWN);
        assertThat(sent()).isEmpty();

        clock.advance(Duration.ofSeconds(-1));
        assertThat(ask("0").status()).isEqualTo(Status.DONE);

        assertThat(sent()).singleElement().satisfies(call -> {
            assertThat(call.headers()).containsEntry("Idempotence-Key", "refund1");
            var body =
                    Json.read(new String(call.body(), StandardCharsets.UTF_8)).orElseThrow();
            assertThat(body.path("metadata").path("refund").asText()).isEqualTo("refund1");
        });
    }

    @Test
    void a_list_that_cannot_be_had_whole_sends_nothing() {
        assertThat(ask("0").status()).isEqualTo(Status.UNKNOWN);
        says("GET refunds", list("2", refund("r-9", "succeeded", "100.00", "{}", REQUESTED)));
        assertThat(ask("0").remedy()).isEqualTo(Remedy.WAIT);
        says("GET refunds", "{\"type\":\"list\"}");
        assertThat(ask("0").status()).isEqualTo(Status.UNKNOWN);
        says("GET refunds", list("2"));
        says("GET refunds?cursor=2", list("2"));
        assertThat(ask("0").status()).as("it never ends").isEqualTo(Status.UNKNOWN);

        assertThat(sent()).isEmpty();
    }

    @Test
    void a_key_that_came_with_other_data_is_no_refusal() {
        says("GET refunds", list(""));
        answers.put(
                "POST refunds",
                HttpAnswer.of(
                        400,
                        "{\"type\":\"error\",\"code\":\"invalid_request\",\"parameter\":\"Idempotence-Key\","
                                + "\"description\":\"Idempotence key duplicated\"}"));
        assertThat(ask("0").status()).isEqualTo(Status.UNKNOWN);

        answers.put("POST refunds", HttpAnswer.of(400, "{\"type\":\"error\",\"code\":\"invalid_request\"}"));
        assertThat(ask("0").status()).isEqualTo(Status.REFUSED);
    }

    @Test
    @DisplayName("what went back in all is never less than what went back before and now")
    void what_went_back_in_all_is_never_too_little() {
        says("POST refunds", refund("r-1", "succeeded", "200.00", OURS, REQUESTED));

        assertThat(send("200.00", "300.00").refundedTotal())
                .as("the payment is behind")
                .isEqualTo(rub("500.00"));
        says("GET payments/p-1", payment("700.00"));
        assertThat(send("200.00", "300.00").refundedTotal())
                .as("others sent back too")
                .isEqualTo(rub("700.00"));
    }

    @Test
    void a_refund_that_was_canceled_is_refused() {
        var ours = refund("r-1", "canceled", "300.00", OURS, REQUESTED);
        says("GET refunds", list("", ours));
        says("GET refunds/r-1", ours);

        assertThat(ask("0").status()).isEqualTo(Status.REFUSED);
    }

    private RefundOutcome ask(String before) {
        return refunds.query(ACCOUNT, request("300.00", before, null));
    }

    private RefundOutcome send(String amount, String before) {
        return refunds.send(ACCOUNT, request(amount, before, null));
    }

    private static RefundRequest request(String amount, String before, @Nullable String number) {
        return new RefundRequest(
                "refund1",
                new PaymentRef("order1", "p-1"),
                rub("1500.00"),
                rub(before),
                rub(amount),
                number,
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
        var cursor = query.contains("cursor=") ? "?" + query.replaceFirst(".*(cursor=[^&]*).*", "$1") : "";
        var path = call.uri().getPath().replaceFirst("/v3/", "");
        return answers.getOrDefault(call.method() + " " + path + cursor, HttpAnswer.noAnswer("connection reset"));
    }

    private static String payment(String refunded) {
        return "{\"id\":\"p-1\",\"status\":\"succeeded\",\"amount\":{\"value\":\"1500.00\",\"currency\":\"RUB\"},"
                + "\"refunded_amount\":{\"value\":\"" + refunded + "\",\"currency\":\"RUB\"}}";
    }

    private static String refund(String id, String status, String amount, String metadata, Instant at) {
        return "{\"id\":\"" + id + "\",\"payment_id\":\"p-1\",\"status\":\"" + status + "\",\"created_at\":\"" + at
                + "\",\"amount\":{\"value\":\"" + amount + "\",\"currency\":\"RUB\"},\"metadata\":" + metadata + "}";
    }

    private static String list(String cursor, String... refunds) {
        return "{\"type\":\"list\",\"items\":[" + String.join(",", refunds) + "]"
                + (cursor.isEmpty() ? "" : ",\"next_cursor\":\"" + cursor + "\"") + "}";
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
