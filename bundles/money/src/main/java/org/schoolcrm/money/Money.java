package org.schoolcrm.money;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CheckReturnValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/** An exact amount in the smallest unit of its currency: 150000 in RUB is 1500.00 roubles (R154). */
@CheckReturnValue
public record Money(long minor, Currency currency) implements Comparable<Money> {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    public Money {
        requireNonNull(currency, "currency");
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " is not money: it has no minor unit");
        }
    }

    /** Takes minor units: {@code ofMinor(150000, "RUB")} is 1500 roubles. */
    public static Money ofMinor(long minor, String currencyCode) {
        return new Money(minor, Currency.getInstance(currencyCode));
    }

    /** Reads a decimal amount such as {@code "1500.00"}; refuses more digits than the currency has. */
    public static Money of(String amount, String currencyCode) {
        var currency = Currency.getInstance(currencyCode);
        var minor = new BigDecimal(amount).movePointRight(currency.getDefaultFractionDigits());
        return new Money(minor.longValueExact(), currency);
    }

    /** The nearest amount that there is: for sums that are only shown, where rows may hold anything. */
    public static Money nearest(BigInteger minor, Currency currency) {
        return new Money(minor.min(MOST).max(MOST.negate()).longValue(), currency);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** Adds them all up, starting from nothing in the given currency. */
    public static Money sum(Currency currency, Collection<Money> parts) {
        return parts.stream().reduce(zero(currency), Money::plus);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, inSameCurrency(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, inSameCurrency(other).minor), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minor, factor), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    /** This amount times numerator / denominator, rounded half up to a whole minor unit (forecast-rules.md 3). */
    public Money share(long numerator, long denominator) {
        long product = minor * numerator;
        boolean fits = Math.multiplyHigh(minor, numerator) == product >> (Long.SIZE - 1);
        if (fits && denominator > 0) {
            return new Money(halfUp(product, denominator), currency);
        }
        var exact = new BigDecimal(BigInteger.valueOf(minor).multiply(BigInteger.valueOf(numerator)));
        var rounded = exact.divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP);
        return new Money(rounded.longValueExact(), currency);
    }

    /** Splits without losing a unit: the first parts carry the remainder. */
    public List<Money> split(int parts) {
        long share = Math.floorDiv(minor, parts);
        long remainder = Math.floorMod(minor, parts);
        return IntStream.range(0, parts)
                .mapToObj(part -> new Money(share + (part < remainder ? 1 : 0), currency))
                .toList();
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public boolean isZero() {
        return minor == 0;
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The amount as a plain decimal with a dot and all digits of the currency, such as {@code 1500.00}. */
    public String toDecimal() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, inSameCurrency(other).minor);
    }

    @Override
    public String toString() {
        return toDecimal() + " " + currency.getCurrencyCode();
    }

    private static long halfUp(long numerator, long denominator) {
        long rest = Math.abs(numerator % denominator);
        int away = rest >= denominator - rest ? Long.signum(numerator) : 0;
        return numerator / denominator + away;
    }

    private Money inSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }
}
