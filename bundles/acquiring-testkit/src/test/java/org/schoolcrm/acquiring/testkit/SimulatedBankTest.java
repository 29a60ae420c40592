package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.testkit.SettableClock;

/** That simulated banks do what the banks' documents say, where an adapter could easily believe otherwise. */
class SimulatedBankTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final SimulatedTbank tbank = new SimulatedTbank(clock, "terminal", "password");
    private final SimulatedCloudpayments cloudpayments = new SimulatedCloudpayments(clock, "pk", "secret", false);
    private int questions;

    @Test
    void tbank_tells_the_sums_before_and_after_each_cancellation() {
        payAtTbank();
        var first = tbank("Cancel", Map.of("PaymentId", tbankPayment(), "Amount", 30_000));
        var second = tbank("Cancel", Map.of("PaymentId", tbankPayment(), "Amount", 20_000));

        assertThat(first.get("OriginalAmount").asLong()).isEqualTo(150_000);
        assertThat(first.get("NewAmount").asLong()).isEqualTo(120_000);
        assertThat(second.get("OriginalAmount").asLong()).isEqualTo(120_000);
        assertThat(second.get("NewAmount").asLong()).isEqualTo(100_000);
    }

    @Test
    void tbank_knows_a_repeated_request_for_a_day_and_never_by_sbp() {
        payAtTbank();
        Map<String, Object> request = Map.of("PaymentId", tbankPayment(), "Amount", 10_000, "ExternalRequestId", "r1");
        tbank("Cancel", request);
        tbank("Cancel", request);
        assertThat(tbank.order("order1").refunded()).isEqualTo(10_000);

        clock.advance(Duration.ofHours(24));
        tbank("Cancel", request);
        assertThat(tbank.order("order1").refunded()).isEqualTo(20_000);

        tbank.chooseSbp("order1");
        tbank("Cancel", request);
        clock.advance(SimulatedBank.REFUND_IN_HAND);
        tbank("Cancel", request);
        assertThat(tbank.order("order1").refunds).hasSize(4);
    }

    @Test
    void tbank_lists_every_payment_of_an_order_as_they_came() {
        tbank("Init", Map.of("OrderId", "order1", "Amount", 150_000));
        tbank.declineAnotherTry("order1");
        tbank.simulate("order1", PaymentEvent.PAID);
        tbank.declineAnotherTry("order1");

        assertThat(tbank("CheckOrder", Map.of("OrderId", "order1")).get("Payments"))
                .extracting(payment -> payment.get("Status").asText())
                .containsExactly("REJECTED", "CONFIRMED", "REJECTED");
    }

    @Test
    void cloudpayments_finds_the_last_operation_of_an_order_alone() {
        payAtCloudpayments();
        assertThat(find().path("Model").path("Type").asInt()).isZero();

        cloudpayments.refundByStaff("order1", 30_000);
        var refund = find().path("Model");
        assertThat(refund.path("Type").asInt()).isEqualTo(1);
        assertThat(refund.path("OriginalTransactionId").asText()).isEqualTo(cloudpayments.order("order1").paymentId);
    }

    @Test
    void cloudpayments_finds_a_declined_try_and_calls_it_no_success() {
        cloudpayments("/orders/create", Map.of("InvoiceId", "order1", "Amount", 1500, "Currency", "RUB"), "c1");
        cloudpayments.declineAnotherTry("order1");

        assertThat(find().path("Success").asBoolean()).isFalse();
        assertThat(find().path("Model").path("Status").asText()).isEqualTo("Declined");
    }

    @Test
    void cloudpayments_forgets_a_request_within_an_hour() {
        payAtCloudpayments();
        Map<String, Object> request = Map.of("TransactionId", cloudpayments.order("order1").paymentId, "Amount", 100);
        cloudpayments("/payments/refund", request, "r1");
        cloudpayments("/payments/refund", request, "r1");
        assertThat(cloudpayments.order("order1").refunds).hasSize(1);

        clock.advance(Duration.ofHours(1));
        cloudpayments("/payments/refund", request, "r1");
        assertThat(cloudpayments.order("order1").refunds).hasSize(2);
    }

    @Test
    void cloudpayments_tells_of_a_refund_without_its_currency() {
        payAtCloudpayments();
        var fields = BankForm.read(
                        cloudpayments.refundByStaff("order1", 30_000).get(0).body())
                .fields();

        assertThat(fields)
                .containsOnlyKeys(
                        "TransactionId",
                        "PaymentTransactionId",
                        "Amount",
                        "DateTime",
                        "OperationType",
                        "InvoiceId",
                        "AccountId");
    }

    private void payAtTbank() {
        tbank("Init", Map.of("OrderId", "order1", "Amount", 150_000));
        tbank.simulate("order1", PaymentEvent.PAID);
    }

    private String tbankPayment() {
        return tbank.order("order1").paymentId;
    }

    private void payAtCloudpayments() {
        cloudpayments("/orders/create", Map.of("InvoiceId", "order1", "Amount", 1500, "Currency", "RUB"), "c1");
        cloudpayments.simulate("order1", PaymentEvent.PAID);
    }

    private JsonNode find() {
        return cloudpayments("/v2/payments/find", Map.of("InvoiceId", "order1"), "find" + ++questions);
    }

    private JsonNode tbank(String method, Map<String, Object> fields) {
        var signed = new TreeMap<>(fields);
        signed.put("TerminalKey", "terminal");
        var secret = new TreeMap<>(signed);
        secret.put("Password", "password");
        var text = new StringBuilder();
        secret.values().forEach(text::append);
        signed.put("Token", BankSeal.hex("SHA-256", text.toString()));
        return send(tbank, "https://bank.example/v2/" + method, signed, Map.of());
    }

    private JsonNode cloudpayments(String path, Map<String, Object> fields, String request) {
        var credentials = Base64.getEncoder().encodeToString("pk:secret".getBytes(StandardCharsets.UTF_8));
        var headers = Map.of("Authorization", "Basic " + credentials, "X-Request-ID", request);
        return send(cloudpayments, "https://bank.example" + path, fields, headers);
    }

    private static JsonNode send(
            SimulatedBank bank, String address, Map<String, Object> fields, Map<String, String> headers) {
        try {
            var call = HttpCall.post(URI.create(address), "application/json", JSON.writeValueAsString(fields));
            for (var header : headers.entrySet()) {
                call = call.with(header.getKey(), header.getValue());
            }
            return JSON.readTree(new String(bank.send(call).body(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
