package org.schoolcrm.acquiring.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.testkit.SettableClock;

/** An adapter, a merchant account and the simulated bank; what a test does with them again and again. */
abstract class AcquirerFixture {

    protected final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    protected SimulatedBank bank;
    protected MerchantAccount account;
    protected Acquirer acquirer;

    protected abstract SimulatedBank newBank(Clock clock);

    protected abstract MerchantAccount newAccount();

    protected abstract Acquirer newAcquirer(HttpExchange http, Clock clock);

    /** Whether a signature covers every byte of a notification, so that no changed bit may pass. */
    protected abstract boolean isWholeBodySigned();

    /** The exact body that stops the bank from sending the notification again. */
    protected abstract String acknowledgementOf(RawWebhook webhook);

    protected String currency() {
        return "RUB";
    }

    /** Our order number at the bank. */
    protected String order(int number) {
        return "order" + number;
    }

    @BeforeEach
    final void open_the_bank() {
        bank = newBank(clock);
        account = newAccount();
        acquirer = newAcquirer(bank, clock);
    }

    protected final PaymentOutcome create(String orderId) {
        var outcome = acquirer.create(account, payment(orderId));
        visitIfLeft(outcome);
        return outcome;
    }

    protected final PaymentOutcome query(String orderId, PaymentOutcome opened) {
        return acquirer.query(account, new PaymentRef(orderId, opened.providerId()));
    }

    /** What the bank says of the first order by its own number of the payment. */
    final PaymentOutcome known() {
        return acquirer.query(account, new PaymentRef(order(1), bank.order(order(1)).paymentId));
    }

    protected final Money price() {
        return Money.of("1500.00", currency());
    }

    protected final CreatePayment payment(String orderId) {
        return new CreatePayment(
                orderId,
                price(),
                "1-2026-000001",
                URI.create("https://school.example/i/token/back"),
                URI.create("https://school.example/hooks/" + account.provider() + "/key"),
                clock.now().plus(Duration.ofMinutes(40)));
    }

    protected final MerchantAccount withSettings(Map<String, String> settings) {
        return new MerchantAccount(
                account.id(),
                account.branch(),
                account.provider(),
                account.name(),
                account.hookKey(),
                account.live(),
                account.active(),
                settings);
    }

    protected final boolean isSigned() {
        return acquirer.profile().can(Capability.SIGNED_WEBHOOKS);
    }

    final void visitIfLeft(PaymentOutcome outcome) {
        if (outcome.payAt() != null) {
            bank.visit(outcome.payAt());
        }
    }
}
