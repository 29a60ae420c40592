package org.schoolcrm.acquiring.tbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.acquiring.tbank.ScriptedTbank.ACCOUNT;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundOutcome.Status;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.testkit.SettableClock;

class TbankRefundsTest {

    private static final String PART_BY = "\"Status\":\"PARTIAL_REFUNDED\",\"PaymentId\":\"2304882\",\"Amount\":150000,"
            + "\"Params\":[{\"Key\":\"Route\",\"Value\":\"ACQ\"},{\"Key\":\"Source\",\"Value\":\"%s\"}]";
    private static final String BY_CARD = PART_BY.formatted("cards");
    private static final String BY_SBP = PART_BY.formatted("qrsbp");
    private static final String UNNAMED = "\"Status\":\"PARTIAL_REFUNDED\",\"PaymentId\":\"2304882\",\"Amount\":150000";

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final ScriptedTbank bank = new ScriptedTbank();
    private final TbankRefunds refunds = new TbankRefunds(new TbankApi(bank), clock);

    @ParameterizedTest
    @DisplayName("what went back in all is our own sum less what is left, whatever the bank counts as the sum before")
    @ValueSource(strings = {"120000", "150000"})
    void counts_from_our_own_sum(String before) {
        bank.says(
                "Cancel",
                "\"Status\":\"PARTIAL_REFUNDED\",\"OriginalAmount\":" + before
                        + ",\"NewAmount\":100000,\"PaymentId\":\"2304882\"");

        var sent = refunds.send(ACCOUNT, request("300.00", "200.00", null));

        assertThat(sent.status()).isEqualTo(Status.DONE);
        assertThat(sent.refundedTotal()).isEqualTo(rub("500.00"));
    }

    @Test
    void is_not_done_if_the_sums_leave_no_room_for_it() {
        bank.says("Cancel", "\"Status\":\"PARTIAL_REFUNDED\",\"OriginalAmount\":150000,\"NewAmount\":140000");

        assertThat(refunds.send(ACCOUNT, request("0", "300.00", null)).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    @DisplayName("that a part went back proves nothing, because others send money back in the dashboard")
    void that_a_part_went_back_proves_nothing() {
        bank.says("GetState", UNNAMED);

        assertThat(ask("0", "300.00", null).status()).isEqualTo(Status.UNKNOWN);
        assertThat(ask("300.00", "300.00", null).status()).isEqualTo(Status.UNKNOWN);
        assertThat(bank.sent("Cancel")).isEmpty();
    }

    @Test
    @DisplayName("a refund by SBP is never sent again")
    void a_refund_by_sbp_is_never_sent_again() {
        bank.says("GetState", BY_SBP).says("GetQrState", "\"Status\":\"PARTIAL_REFUNDED\"");

        assertThat(ask("300.00", "200.00", null).status()).isEqualTo(Status.UNKNOWN);
        bank.says("GetState", BY_SBP.replace("PARTIAL_REFUNDED", "CONFIRMED"));
        assertThat(ask("0", "200.00", null).status()).isEqualTo(Status.UNKNOWN);
        assertThat(bank.sent("Cancel")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cards", "Cards", "MirPay", "TinkoffPay", "SberPay", "YandexPay"})
    void a_refund_by_card_is_asked_about_by_the_same_request(String source) {
        bank.says("GetState", PART_BY.formatted(source))
                .says("Cancel", "\"Status\":\"PARTIAL_REFUNDED\",\"OriginalAmount\":100000,\"NewAmount\":100000");

        var asked = ask("300.00", "200.00", null);

        assertThat(asked.status()).isEqualTo(Status.DONE);
        assertThat(asked.refundedTotal()).isEqualTo(rub("500.00"));
        assertThat(bank.sent("Cancel")).singleElement().satisfies(sent -> {
            assertThat(sent.get("ExternalRequestId").asText()).isEqualTo("refund1");
            assertThat(sent.get("Amount").asLong()).isEqualTo(20_000);
        });
    }

    @Test
    void is_asked_about_by_the_same_request_for_a_day_at_most() {
        bank.says("GetState", BY_CARD)
                .says("Cancel", "\"Status\":\"PARTIAL_REFUNDED\",\"OriginalAmount\":150000,\"NewAmount\":120000");
        clock.advance(Duration.ofHours(24));

        assertThat(ask("0", "300.00", null).status()).isEqualTo(Status.UNKNOWN);
        assertThat(bank.sent("Cancel")).isEmpty();
    }

    @Test
    void a_repeat_that_is_refused_says_nothing_of_the_first() {
        bank.says("GetState", BY_CARD).refuses("Cancel", "8");

        assertThat(ask("0", "300.00", null).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void a_repeat_whose_answer_has_no_sums_proves_nothing() {
        bank.says("GetState", BY_CARD).says("Cancel", "\"Status\":\"PARTIAL_REFUNDED\"");

        assertThat(ask("0", "300.00", null).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void a_form_that_was_never_paid_is_not_closed_by_asking() {
        bank.says("GetState", BY_CARD.replace("PARTIAL_REFUNDED", "NEW")).says("GetQrState", "\"Status\":\"NEW\"");

        assertThat(ask("0", "300.00", null).status()).isEqualTo(Status.UNKNOWN);
        assertThat(bank.sent("Cancel")).isEmpty();
    }

    @Test
    void when_all_went_back_it_is_all_that_we_took() {
        bank.says("GetState", "\"Status\":\"REFUNDED\",\"PaymentId\":\"2304882\",\"Amount\":83456");

        var asked = ask("0", "300.00", null);

        assertThat(asked.status()).isEqualTo(Status.DONE);
        assertThat(asked.refundedTotal()).isEqualTo(rub("1500.00"));
    }

    @Test
    @DisplayName("an SBP refund that the bank accepted is in hand until it is decided, and then as it was decided")
    void an_accepted_sbp_refund_ends_as_the_bank_decides() {
        bank.says("Cancel", "\"Status\":\"ASYNC_REFUNDING\",\"OriginalAmount\":150000,\"NewAmount\":120000");
        var sent = refunds.send(ACCOUNT, request("0", "300.00", null));
        assertThat(sent.status()).isEqualTo(Status.PENDING);
        var number = sent.providerRefundId();

        bank.says("GetState", BY_SBP.replace("PARTIAL_REFUNDED", "ASYNC_REFUNDING"));
        assertThat(ask("0", "300.00", number).status()).isEqualTo(Status.PENDING);

        bank.says("GetState", BY_SBP).says("GetQrState", "\"Status\":\"PARTIAL_REFUNDED\"");
        assertThat(ask("0", "300.00", number).status()).isEqualTo(Status.DONE);

        bank.says(
                "GetQrState", "\"Status\":\"CONFIRMED\",\"QrCancelCode\":\"I05043\",\"QrCancelMessage\":\"Нет счета\"");
        assertThat(ask("0", "300.00", number).status()).isEqualTo(Status.REFUSED);

        bank.answers("GetQrState", HttpAnswer.noAnswer("connection reset"));
        assertThat(ask("0", "300.00", number).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    @DisplayName("what is in hand is not ours if the bank never accepted ours")
    void what_is_in_hand_is_not_ours_if_ours_was_never_accepted() {
        bank.says("GetState", BY_SBP.replace("PARTIAL_REFUNDED", "ASYNC_REFUNDING"));

        assertThat(ask("0", "300.00", null).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void an_internal_error_of_the_bank_refuses_nothing() {
        bank.refuses("Cancel", "9999");
        assertThat(refunds.send(ACCOUNT, request("0", "300.00", null)).status()).isEqualTo(Status.UNKNOWN);

        bank.answers("Cancel", HttpAnswer.of(200, "{\"Success\":true,\"ErrorCode\":\"99\",\"Status\":\"\"}"));
        assertThat(refunds.send(ACCOUNT, request("0", "300.00", null)).status())
                .as("a contradiction")
                .isEqualTo(Status.UNKNOWN);

        bank.refuses("Cancel", "8");
        assertThat(refunds.send(ACCOUNT, request("0", "300.00", null)).status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void a_bank_that_is_not_heard_is_asked_later() {
        assertThat(ask("0", "300.00", null).remedy()).isEqualTo(Remedy.WAIT);
    }

    private RefundOutcome ask(String before, String amount, @Nullable String number) {
        return refunds.query(ACCOUNT, request(before, amount, number));
    }

    private static RefundRequest request(String before, String amount, @Nullable String number) {
        return new RefundRequest(
                "refund1",
                new PaymentRef("21057", "2304882"),
                rub("1500.00"),
                rub(before),
                rub(amount),
                number,
                null,
                new SettableClock("2026-09-01T09:00:00Z").now());
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
