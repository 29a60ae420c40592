package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.provider.api.RawWebhook;

class MovedTextTest {

    @Test
    void a_field_that_is_left_out_lends_its_digit_to_the_sum_beside_it() {
        var genuine = post("{\"OrderId\":\"21050\",\"PaymentId\":13660,\"ErrorCode\":\"0\",\"Amount\":100000}");

        assertThat(MovedText.all(genuine))
                .extracting(RawWebhook::text)
                .contains("{\"OrderId\":\"21050\",\"PaymentId\":13660,\"Amount\":1000000}");
    }

    @Test
    void a_payer_s_text_becomes_the_sum_and_the_sum_a_part_of_a_name() {
        var genuine = post("TransactionId=666&Amount=1.00&Currency=RUB&Description=x%26Amount%3D1500.00");

        assertThat(MovedText.all(genuine))
                .extracting(RawWebhook::text)
                .contains("TransactionId=666&Amount%3D1.00%26Currency=RUB&Description=x&Amount=1500.00");
    }

    @Test
    void parameters_joined_by_their_own_separator_become_one() {
        var genuine = get("amount=150000&operation=deposited&status=0");

        assertThat(MovedText.all(genuine))
                .extracting(RawWebhook::query)
                .contains("amount=150000&operation=deposited%3Bstatus%3B0");
    }

    @Test
    void a_parameter_comes_out_of_a_text_that_holds_the_separator() {
        var genuine = get("amount=150000&cardholderName=IVAN%3Bstatus%3B1");

        assertThat(MovedText.all(genuine))
                .extracting(RawWebhook::query)
                .contains("amount=150000&cardholderName=IVAN&status=1");
    }

    @Test
    void nothing_moved_is_the_genuine_message() {
        var genuine = get("amount=150000&status=1");

        assertThat(MovedText.all(genuine)).extracting(RawWebhook::query).doesNotContain(genuine.query());
    }

    private static RawWebhook post(String body) {
        return new RawWebhook(
                "POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", Instant.EPOCH);
    }

    private static RawWebhook get(String query) {
        return new RawWebhook("GET", "", query, Map.of(), new byte[0], "192.0.2.1", Instant.EPOCH);
    }
}
