package org.schoolcrm.channel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.money.Money;

class PartPriceTest {

    @ParameterizedTest
    @CsvSource({
        "2.465,  RUB, 1,    2.47",
        "2.465,  RUB, 1000, 2465.00",
        "0.0079, USD, 3,    0.03",
        "0.0079, USD, 0,    0.00",
        "4,      RUB, 600,  2400.00",
        "1.5,    JPY, 3,    5",
    })
    void a_fraction_of_a_coin_counts_and_only_the_sum_is_rounded_up(
            String price, String currency, long parts, String cost) {
        assertThat(PartPrice.of(price, currency).times(parts)).isEqualTo(Money.of(cost, currency));
    }

    @Test
    void what_would_lose_a_digit_is_refused() {
        assertThatThrownBy(() -> PartPrice.of("0.00001", "RUB")).isInstanceOf(ArithmeticException.class);
    }
}
