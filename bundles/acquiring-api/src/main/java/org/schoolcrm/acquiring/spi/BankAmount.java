package org.schoolcrm.acquiring.spi;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.money.Money;

/** Amounts as banks write them; what is no plain amount is nothing, never an exception. */
public final class BankAmount {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,13}(\\.\\d{1,10})?");
    private static final Pattern MINOR = Pattern.compile("\\d{1,15}");

    private BankAmount() {}

    /** Reads {@code 100.000000}; refuses digits beyond what the currency has, signs and exponents. */
    public static Optional<Money> decimal(String text, String currency) {
        return DECIMAL.matcher(text).matches() ? guarded(() -> Money.of(text, currency)) : Optional.empty();
    }

    /** Reads a whole number of the smallest unit. */
    public static Optional<Money> minor(String text, String currency) {
        return MINOR.matcher(text).matches()
                ? guarded(() -> Money.ofMinor(Long.parseLong(text), currency))
                : Optional.empty();
    }

    /** As a JSON number of major units. */
    public static BigDecimal number(Money money) {
        return new BigDecimal(money.toDecimal());
    }

    private static Optional<Money> guarded(java.util.function.Supplier<Money> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
