package org.schoolcrm.acquiring.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.money.Money;

class ListedRefundTest {

    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    @Test
    void is_ours_by_our_number_whatever_else_is_there() {
        var ours = new ListedRefund("2", "r1", null, null, false);

        assertThat(found(NOON, unnumbered("1", "200.00", NOON), ours)).isEqualTo("2");
    }

    @Test
    @DisplayName("without a number it is ours by its sum and time, the first of several")
    void is_ours_by_sum_and_time() {
        assertThat(found(
                        NOON,
                        unnumbered("3", "200.00", NOON.plusSeconds(90)),
                        unnumbered("2", "200.00", NOON.plusSeconds(1)),
                        unnumbered("1", "300.00", NOON)))
                .isEqualTo("2");
        assertThat(found(NOON, unnumbered("1", "200.00", NOON.minusSeconds(60))))
                .as("the clocks differ")
                .isEqualTo("1");
    }

    @Test
    void is_none_of_those_that_cannot_be_it() {
        assertThat(found(
                        NOON,
                        unnumbered("1", "200.01", NOON),
                        unnumbered("2", "200.00", NOON.minusSeconds(600)),
                        new ListedRefund("3", "r2", roubles("200.00"), NOON, true),
                        new ListedRefund("4", "", roubles("200.00"), NOON, false),
                        new ListedRefund("5", "", Money.of("200.00", "USD"), NOON, true),
                        new ListedRefund("6", "", null, NOON, true),
                        new ListedRefund("7", "", roubles("200.00"), null, true)))
                .isNull();
        assertThat(found(null, unnumbered("1", "200.00", NOON)))
                .as("nobody knows when it was asked for")
                .isNull();
    }

    private static @Nullable String found(@Nullable Instant requestedAt, ListedRefund... listed) {
        var request = new RefundRequest(
                "r1",
                new PaymentRef("order1", "1"),
                roubles("1500.00"),
                roubles("0"),
                roubles("200.00"),
                null,
                null,
                requestedAt);
        return ListedRefund.find(request, List.of(listed)).map(ListedRefund::id).orElse(null);
    }

    private static ListedRefund unnumbered(String id, String amount, Instant at) {
        return new ListedRefund(id, "", roubles(amount), at, true);
    }

    private static Money roubles(String amount) {
        return Money.of(amount, "RUB");
    }
}
