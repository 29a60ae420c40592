package org.schoolcrm.acquiring.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.money.Money;

class RefundRequestTest {

    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void is_young_until_the_age_is_reached() {
        assertThat(requested(NOON).isYoungerThan(DAY, NOON.plus(DAY).minusSeconds(1)))
                .isTrue();
        assertThat(requested(NOON).isYoungerThan(DAY, NOON.plus(DAY))).isFalse();
    }

    @Test
    void is_never_young_if_its_age_is_not_known() {
        assertThat(requested(null).isYoungerThan(DAY, NOON)).isFalse();
    }

    @Test
    void knows_what_has_gone_back_once_it_is_done() {
        assertThat(requested(NOON).refundedAfter()).isEqualTo(Money.of("500.00", "RUB"));
        assertThat(requested(NOON).isRest()).isFalse();
        assertThat(requested(NOON).refundedAfter(Money.of("700.00", "RUB"))).isEqualTo(Money.of("700.00", "RUB"));
        assertThat(requested(NOON).refundedAfter(Money.of("300.00", "RUB"))).isEqualTo(Money.of("500.00", "RUB"));
        assertThat(requested(NOON).refundedAfter(Money.of("700.00", "USD"))).isEqualTo(Money.of("500.00", "RUB"));
    }

    private static RefundRequest requested(@Nullable Instant at) {
        return new RefundRequest(
                "r1",
                new PaymentRef("order1", "1"),
                Money.of("1500.00", "RUB"),
                Money.of("300.00", "RUB"),
                Money.of("200.00", "RUB"),
                null,
                null,
                at);
    }
}
