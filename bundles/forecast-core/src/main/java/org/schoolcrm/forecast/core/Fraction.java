package org.schoolcrm.forecast.core;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.schoolcrm.money.Money;

/** An exact share, so that several percentages are rounded once and not one after the other. */
record Fraction(BigInteger numerator, BigInteger denominator) {

    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    /** The share of a share; the whole of it is itself. */
    Fraction times(long top, long bottom) {
        return top == bottom
                ? this
                : new Fraction(
                        numerator.multiply(BigInteger.valueOf(top)), denominator.multiply(BigInteger.valueOf(bottom)));
    }

    /** Rounded half up to a whole minor unit. */
    Money of(Money whole) {
        if (equals(ONE)) {
            return whole;
        }
        var exact = new BigDecimal(numerator.multiply(BigInteger.valueOf(whole.minor())));
        var rounded = exact.divide(new BigDecimal(denominator), 0, RoundingMode.HALF_UP);
        return new Money(rounded.longValueExact(), whole.currency());
    }
}
