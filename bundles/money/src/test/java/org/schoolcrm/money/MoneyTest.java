package org.schoolcrm.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R154 Money is a whole number of minor units with its currency")
class MoneyTest {

    private static final Currency RUB = Currency.getInstance("RUB");

    @Test
    void what_there_is_no_room_for_is_shown_as_the_nearest_amount() {
        var beyond = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);

        assertThat(Money.nearest(beyond, RUB)).isEqualTo(new Money(Long.MAX_VALUE, RUB));
        assertThat(Money.nearest(beyond.negate(), RUB)).isEqualTo(new Money(-Long.MAX_VALUE, RUB));
        assertThat(Money.nearest(BigInteger.TEN, RUB)).isEqualTo(new Money(10, RUB));
    }

    @ParameterizedTest
    @CsvSource({"1500, RUB, 150000", "0.01, RUB, 1", "-1200.00, RUB, -120000", "500, JPY, 500", "1.234, KWD, 1234"})
    void knows_the_digits_of_every_currency(String amount, String currency, long minor) {
        assertThat(Money.of(amount, currency).minor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @DisplayName("edge: currency/kopecks, >2 decimals from the host are refused, never rounded away")
    @ValueSource(strings = {"0.001", "1e400", "92233720368547758.08", "abc", "", "NaN"})
    void refuses_what_it_cannot_hold_exactly(String amount) {
        assertThatThrownBy(() -> Money.of(amount, "RUB"))
                .isInstanceOfAny(ArithmeticException.class, NumberFormatException.class);
    }

    @Test
    void refuses_what_is_not_money() {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.ofMinor(1, "XAU"));
    }

    @Test
    void never_overflows_in_silence() {
        var most = Money.ofMinor(Long.MAX_VALUE, "RUB");

        assertThatThrownBy(() -> most.plus(Money.ofMinor(1, "RUB"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.negated().minus(Money.ofMinor(2, "RUB"))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void never_mixes_currencies() {
        var roubles = Money.of("1.00", "RUB");
        var tenge = Money.of("1.00", "KZT");

        assertThatIllegalArgumentException().isThrownBy(() -> roubles.plus(tenge));
        assertThatIllegalArgumentException().isThrownBy(() -> roubles.compareTo(tenge));
    }

    @Test
    void splits_without_losing_a_kopeck() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(154);
        for (int round = 0; round < 100_000; round++) {
            var whole = Money.ofMinor(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L), "RUB");
            var parts = whole.split(random.nextInt(1, 40));

            assertThat(Money.sum(RUB, parts)).isEqualTo(whole);
            assertThat(parts.get(0).minus(parts.get(parts.size() - 1)).minor()).isBetween(0L, 1L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000.00, 1, 3, 333.33",
        "1000.00, 2, 3, 666.67",
        "0.01, 1, 2, 0.01",
        "-0.01, 1, 2, -0.01",
        "0.05, 1, 10, 0.01"
    })
    void takes_a_share_rounded_half_up(String amount, long numerator, long denominator, String share) {
        assertThat(Money.of(amount, "RUB").share(numerator, denominator)).isEqualTo(Money.of(share, "RUB"));
    }

    @Test
    void reads_back_what_it_prints() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int round = 0; round < 10_000; round++) {
            var money = Money.ofMinor(random.nextLong(), "RUB");

            assertThat(Money.of(money.toDecimal(), "RUB")).isEqualTo(money);
        }
        assertThat(Money.of("3500", "RUB")).hasToString("3500.00 RUB");
    }

    @Test
    void shares_round_half_up_away_from_nothing_whatever_the_size() {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            long minor = random.nextLong() >> random.nextInt(64);
            long numerator = random.nextLong() >> random.nextInt(64);
            long denominator = (random.nextLong() >>> (random.nextInt(62) + 1)) + 1;
            var exact = BigDecimal.valueOf(minor)
                    .multiply(BigDecimal.valueOf(numerator))
                    .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP);
            if (exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
                assertThat(Money.ofMinor(minor, "RUB")
                                .share(numerator, denominator)
                                .minor())
                        .as("%d * %d / %d", minor, numerator, denominator)
                        .isEqualTo(exact.longValueExact());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-0.01, false, false, true", "0.00, false, true, false", "0.01, true, false, false"})
    void knows_its_sign(String amount, boolean positive, boolean zero, boolean negative) {
        var money = Money.of(amount, "RUB");

        assertThat(money.isPositive()).isEqualTo(positive);
        assertThat(money.isZero()).isEqualTo(zero);
        assertThat(money.isNegative()).isEqualTo(negative);
        assertThat(money.negated().isPositive()).isEqualTo(negative);
    }

    @Test
    void picks_the_larger_and_the_smaller() {
        var one = Money.of("1.00", "RUB");
        var two = Money.of("2.00", "RUB");
        var alsoTwo = Money.of("2.00", "RUB");

        assertThat(one.max(two)).isEqualTo(two);
        assertThat(two.max(one)).isEqualTo(two);
        assertThat(one.min(two)).isEqualTo(one);
        assertThat(two.min(one)).isEqualTo(one);
        assertThat(two.max(alsoTwo)).isSameAs(two);
        assertThat(two.min(alsoTwo)).isSameAs(two);
    }

    @Test
    void begins_a_sum_with_nothing() {
        assertThat(Money.zero(RUB)).isEqualTo(Money.ofMinor(0, "RUB"));
        assertThat(Money.sum(RUB, List.of())).isEqualTo(Money.zero(RUB));
        assertThat(Money.ofMinor(21, "RUB").times(-2)).isEqualTo(Money.ofMinor(-42, "RUB"));
    }

    @ParameterizedTest
    @CsvSource({"1000.00, 1, -3, -333.33", "0.01, 1, -2, -0.01", "-0.01, -1, -2, -0.01", "0.04, 1, 10, 0.00"})
    void takes_a_share_of_a_debt_rounded_away_from_nothing(
            String amount, long numerator, long denominator, String share) {
        assertThat(Money.of(amount, "RUB").share(numerator, denominator)).isEqualTo(Money.of(share, "RUB"));
    }

    @Test
    void refuses_a_share_without_parts_or_beyond_all_bounds() {
        var most = Money.ofMinor(Long.MAX_VALUE, "RUB");

        assertThatThrownBy(() -> most.share(1, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.share(3, 2)).isInstanceOf(ArithmeticException.class);
        assertThat(most.share(3, 3)).isEqualTo(most);
    }
}
