package org.schoolcrm.acquiring.spi;

import java.util.Currency;
import java.util.Optional;
import org.schoolcrm.money.Money;

/**
 * An amount that a bank sends without its currency, which is the payment's.
 *
 * @param decimal as the bank wrote it, such as {@code 300.00}
 */
public record BareAmount(String decimal) {

    /** Nothing where it is no plain amount of that currency. */
    public Optional<Money> in(Currency currency) {
        return BankAmount.decimal(decimal, currency.getCurrencyCode());
    }
}
