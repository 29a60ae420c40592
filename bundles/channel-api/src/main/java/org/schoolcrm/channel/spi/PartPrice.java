package org.schoolcrm.channel.spi;

import java.math.BigDecimal;
import java.util.Currency;
import org.schoolcrm.money.Money;

/**
 * What a paid part of a message costs; tariffs have fractions of the smallest coin.
 *
 * @param tenThousandths of the currency's unit: 24650 in RUB is 2.4650 roubles
 */
public record PartPrice(long tenThousandths, Currency currency) {

    private static final int DIGITS = 4;

    /** Reads a decimal amount; refuses more than four digits after the point. */
    public static PartPrice of(String amount, String currency) {
        return new PartPrice(
                new BigDecimal(amount).movePointRight(DIGITS).longValueExact(), Currency.getInstance(currency));
    }

    /** Of so many parts, rounded up to the smallest coin. */
    public Money times(long parts) {
        long perCoin = BigDecimal.ONE
                .movePointRight(DIGITS - currency.getDefaultFractionDigits())
                .longValueExact();
        return new Money(-Math.floorDiv(-Math.multiplyExact(tenThousandths, parts), perCoin), currency);
    }
}
