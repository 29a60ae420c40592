package org.schoolcrm.channel.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.money.Money;

/** What is left in an account, as providers write it. */
public final class Balance {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");

    private Balance() {}

    /** Down to the smallest unit, so that no money is shown that is not there; nothing if it is no amount. */
    public static Optional<Money> of(JsonNode amount, String currencyCode) {
        var text = amount.asText();
        if (!DECIMAL.matcher(text).matches() || !currencyCode.matches("[A-Z]{3}")) {
            return Optional.empty();
        }
        try {
            var currency = Currency.getInstance(currencyCode);
            var decimal = new BigDecimal(text).setScale(currency.getDefaultFractionDigits(), RoundingMode.FLOOR);
            return Optional.of(new Money(decimal.unscaledValue().longValueExact(), currency));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static Optional<Money> rubles(JsonNode amount) {
        return of(amount, "RUB");
    }
}
