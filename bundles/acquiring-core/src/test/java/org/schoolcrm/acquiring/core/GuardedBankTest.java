package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.money.Money;

/** The guard around a bank's adapter hands on what the adapter does in a way of its own. */
class GuardedBankTest {

    private final PaymentTestApplication application = new PaymentTestApplication();

    @BeforeEach
    void a_bank_with_ways_of_its_own() {
        application.adapters.clear();
        application.adapters.add(new ScriptedBank() {
            @Override
            public PaymentOutcome find(MerchantAccount account, String orderId) {
                return PaymentOutcome.captured("found " + orderId, Money.of("1.00", "RUB"), "PAID");
            }

            @Override
            public List<String> problemsOf(Map<String, String> settings) {
                return List.of("senders");
            }
        });
    }

    @Test
    void an_order_is_looked_up_as_the_bank_does_it() {
        var outcome = application.guarded(application.account).find(application.account, "o-1");

        assertThat(outcome.providerId()).isEqualTo("found o-1");
    }

    @Test
    void settings_are_checked_as_the_bank_does_it() {
        assertThat(application.guarded(application.account).problemsOf(Map.of()))
                .containsExactly("senders");
    }
}
