package org.schoolcrm.acquiring.rbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedRbs;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/** The JSON dialect, which reduces the deposited amount by what went back. */
class RbsSberTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedRbs(clock, "school-api", "secret-password", "sber-callback-key", true);
    }

    @Override
    protected MerchantAccount newAccount() {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "rbs",
                "Сбербанк",
                "key",
                true,
                true,
                Map.of(
                        "dialect", "sber",
                        "userName", "school-api",
                        "password", "secret-password",
                        "callbackKey", "sber-callback-key"));
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new RbsAcquirer(http);
    }

    @Override
    protected boolean isWholeBodySigned() {
        return false;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK";
    }

    /** The given documents are tried by RbsAlfaTest, but for the request of this dialect. */
    @Override
    protected Set<String> requestsNeverSent() {
        return Set.of("register.classic", "callback.selfRegistration");
    }

    @Override
    protected void passes(GivenDocument given) {
        assertThat(given.file()).isIn("vectors", "response", "webhook");
    }

    @Test
    void a_part_that_went_back_leaves_the_payment_paid_in_part() {
        var opened = create("order1");
        bank.simulate("order1", SimulatedBank.PaymentEvent.PAID);
        bank.refundByStaff("order1", 50_000);

        var seen = query("order1", opened);
        assertThat(seen.stage()).isEqualTo(Stage.PARTIALLY_REFUNDED);
        assertThat(seen.captured()).isEqualTo(price());
        assertThat(seen.refunded()).isEqualTo(Money.of("500.00", "RUB"));
    }
}
