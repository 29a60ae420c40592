package org.schoolcrm.acquiring.tbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.acquiring.tbank.ScriptedTbank.ACCOUNT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.ProviderEvent.Unproven;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;

class TbankNoticeTest {

    private static final String GENUINE =
            "{\"TerminalKey\":\"TinkoffBankTest\",\"OrderId\":\"21050\",\"Success\":true,\"Status\":\"CONFIRMED\","
                    + "\"PaymentId\":13660,\"ErrorCode\":\"0\",\"Amount\":100000,"
                    + "\"Token\":\"4cf4b308947f1340afd1e5a4e61132b50950f6b481ee5954e31282aad07faa5d\"}";

    @Test
    void what_the_token_does_not_pin_is_named() {
        assertThat(verify(GENUINE)).isEqualTo(Verification.VERIFIED);
        var event = event(GENUINE);
        assertThat(event.amount()).isEqualTo(Money.of("1000.00", "RUB"));
        assertThat(event.stage()).isEqualTo(Stage.PAID);
        assertThat(event.hintOnly()).isFalse();
        assertThat(event.unproven()).containsExactlyInAnyOrder(Unproven.AMOUNT, Unproven.NUMBER);
    }

    @Test
    @DisplayName("a code that became a digit of the amount leaves the token right, and the bank is asked")
    void a_code_that_became_a_digit_of_the_amount_is_asked_about() {
        var forged = GENUINE.replace("\"ErrorCode\":\"0\",\"Amount\":100000", "\"Amount\":1000000");

        assertThat(verify(forged)).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(event(forged).hintOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderId", "Success", "Status", "PaymentId", "ErrorCode", "Amount"})
    void a_right_token_over_an_incomplete_payment_only_makes_us_ask(String missing) {
        var incomplete = signed(fields -> fields.remove(missing));

        assertThat(verify(incomplete)).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(event(incomplete).hintOnly()).isTrue();
        assertThat(verify(incomplete.replace("TinkoffBankTest", "AnotherTerminal")))
                .isEqualTo(Verification.REJECTED);
        assertThat(verify(incomplete.replaceFirst("\"Token\":\"..", "\"Token\":\"zz")))
                .isEqualTo(Verification.REJECTED);
    }

    @ParameterizedTest
    @DisplayName("a payment that gains a field of a binding is still a payment")
    @ValueSource(strings = {"CustomerKey", "NotificationType", "RequestKey", "SomethingNew"})
    void a_payment_that_gains_a_field_is_still_a_payment(String name) {
        var richer = signed(fields -> fields.put(name, "value"));

        assertThat(verify(richer)).isEqualTo(Verification.VERIFIED);
        assertThat(event(richer).kind()).isEqualTo(Kind.PAYMENT);
        assertThat(event(richer).stage()).isEqualTo(Stage.PAID);
        assertThat(event(richer).hintOnly()).isFalse();
    }

    @Test
    void a_binding_names_no_order() {
        var binding = signed(fields -> fields.put("CustomerKey", "customer-17").remove("OrderId"));

        assertThat(verify(binding)).isEqualTo(Verification.VERIFIED);
        assertThat(event(binding).kind()).isEqualTo(Kind.BINDING);
    }

    @Test
    @DisplayName("a field that is null is not the word null")
    void a_field_that_is_null_is_not_the_word() {
        assertThat(event(signed(fields -> fields.putNull("PaymentId"))).providerId())
                .isEmpty();
        assertThat(event(signed(fields -> fields.putNull("OrderId"))).orderId()).isEmpty();
    }

    @Test
    void a_confirmation_that_denies_its_success_only_makes_us_ask() {
        assertThat(event(signed(fields -> fields.put("Success", false))).hintOnly())
                .isTrue();
        assertThat(event(signed(fields -> fields.put("ErrorCode", "1051"))).hintOnly())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARTIAL_REFUNDED", "REFUNDED", "SOMETHING_NEW"})
    void how_much_went_back_is_asked(String status) {
        assertThat(event(signed(fields -> fields.put("Status", status))).hintOnly())
                .isTrue();
    }

    @Test
    void a_receipt_tells_whether_it_was_printed() {
        var printed = signed(fields -> fields.put("Status", "RECEIPT"));
        var failed = signed(
                fields -> fields.put("Status", "RECEIPT").put("Success", false).put("ErrorCode", "401"));

        assertThat(event(printed).kind()).isEqualTo(Kind.RECEIPT);
        assertThat(event(failed).kind()).isEqualTo(Kind.RECEIPT_FAILED);
        assertThat(event(failed).detail()).isEqualTo("RECEIPT 401");
        assertThat(event(signed(fields -> fields.put("Status", "RECEIPT").put("Type", "IncomeReturn")))
                        .kind())
                .isEqualTo(Kind.REFUND_RECEIPT);
        assertThat(event(signed(fields -> fields.put("Status", "RECEIPT")
                                .put("Type", "IncomeReturn")
                                .put("Success", false)))
                        .kind())
                .isEqualTo(Kind.REFUND_RECEIPT_FAILED);
        assertThat(verify(failed)).isEqualTo(Verification.VERIFIED);
    }

    private static String signed(Consumer<ObjectNode> change) {
        var fields = (ObjectNode) Json.read(GENUINE).orElseThrow();
        change.accept(fields);
        fields.put("Token", TbankApi.token(TbankApi.scalars(fields), "demo-password"));
        return fields.toString();
    }

    private static Verification verify(String body) {
        return TbankNotice.verify(ACCOUNT, call(body));
    }

    private static ProviderEvent event(String body) {
        return TbankNotice.parse(ACCOUNT, call(body)).get(0);
    }

    private static RawWebhook call(String body) {
        return new RawWebhook(
                "POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", Instant.EPOCH);
    }
}
