package org.schoolcrm.acquiring.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.ProviderEvent.Unproven;
import org.schoolcrm.money.Money;

class ProviderEventTest {

    private static final Currency TENGE = Currency.getInstance("KZT");

    private final ProviderEvent refund = ProviderEvent.refund(Kind.REFUND, "o1", "666", "568", null, true, "Refund");

    @Test
    void an_amount_without_a_currency_is_in_that_of_the_payment() {
        var bare = refund.withBareAmount(new BareAmount("300.00"));

        assertThat(bare.amount()).isNull();
        assertThat(bare.amountIn(TENGE)).isEqualTo(Money.of("300.00", "KZT"));
        assertThat(bare.asHint().withAlias("pi").unproven(Unproven.NUMBER).amountIn(TENGE))
                .isEqualTo(Money.of("300.00", "KZT"));
    }

    @Test
    void an_amount_that_names_its_currency_keeps_it() {
        var paid = ProviderEvent.payment("o1", "666", Stage.PAID, Money.of("300.00", "RUB"), true, "pay");

        assertThat(paid.amountIn(TENGE)).isEqualTo(Money.of("300.00", "RUB"));
    }

    @Test
    void what_is_no_amount_of_the_currency_is_none() {
        assertThat(refund.amountIn(TENGE)).isNull();
        assertThat(refund.withBareAmount(new BareAmount("-300.00")).amountIn(TENGE))
                .isNull();
        assertThat(refund.withBareAmount(new BareAmount("300.50")).amountIn(Currency.getInstance("JPY")))
                .isNull();
    }
}
