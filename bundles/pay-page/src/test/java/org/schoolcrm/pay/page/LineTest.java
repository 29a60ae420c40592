package org.schoolcrm.pay.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.schoolcrm.money.Money;

/** What is on the account already and what is owed, as a line of the calculation. */
class LineTest {

    private final Page page = new Page(Locale.forLanguageTag("ru"));

    @Test
    void a_debt_is_put_on_and_called_a_debt() {
        assertThat(balance("-3600.00")).isEqualTo(new Line("", "Долг", "", "", "3\u00a0600,00"));
    }

    @Test
    void money_on_the_account_is_taken_off_and_called_so() {
        assertThat(balance("426.51")).isEqualTo(new Line("", "Зачтен остаток", "", "", "−426,51"));
    }

    private Line balance(String amount) {
        return Line.withBalance(List.of(), Money.of(amount, "RUB"), page).get(0);
    }
}
