package org.schoolcrm.acquiring.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.money.Money;

/** A payment object of YooKassa; {@code paid} in it does not mean that the money was taken. */
final class YookassaPayment {

    private YookassaPayment() {}

    /** YooKassa cannot be asked by our number. */
    static PaymentOutcome query(YookassaApi api, MerchantAccount account, PaymentRef payment) {
        if (payment.providerId() == null) {
            return PaymentOutcome.unknown("YooKassa's number of the payment is not known");
        }
        var reply = api.get(account, "payments/" + BankRequests.encoded(payment.providerId()));
        return reply.object()
                .map(object -> outcome(account, object))
                .orElseGet(() -> TransportFailures.question(reply.http()));
    }

    static PaymentOutcome outcome(MerchantAccount account, JsonNode payment) {
        var id = payment.path("id").asText();
        var shop = payment.path("recipient").path("account_id").asText(account.setting("shopId"));
        if (!shop.equals(account.setting("shopId"))) {
            return PaymentOutcome.unknown("The payment belongs to shop " + shop);
        }
        var outcome = of(payment, id, statusOf(payment));
        return payment.has("test") ? outcome.withLive(!payment.get("test").asBoolean()) : outcome;
    }

    static Stage stage(JsonNode payment) {
        var statuses = YookassaProfile.PROFILE.statuses();
        var plain = statuses.getOrDefault(payment.path("status").asText(), Stage.UNKNOWN);
        return statuses.getOrDefault(statusOf(payment), plain);
    }

    static Optional<Money> amount(JsonNode amount) {
        return BankAmount.decimal(
                amount.path("value").asText(), amount.path("currency").asText("RUB"));
    }

    static Map<String, Object> amount(Money money) {
        return Map.of("value", money.toDecimal(), "currency", money.currency().getCurrencyCode());
    }

    private static PaymentOutcome of(JsonNode payment, String id, String status) {
        var stage = stage(payment);
        return switch (stage) {
            case PENDING -> PaymentOutcome.pending(id, null, status);
            case AUTHORIZED -> PaymentOutcome.authorized(id, status);
            case PAID ->
                amount(payment.path("amount"))
                        .map(taken -> PaymentOutcome.captured(id, taken, status)
                                .withRefunded(
                                        amount(payment.path("refunded_amount")).orElse(Money.zero(taken.currency()))))
                        .orElse(PaymentOutcome.unknown("succeeded without an amount"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage, id, status);
            case NOT_SENT, UNKNOWN, PARTIALLY_REFUNDED, REFUNDED -> PaymentOutcome.unknown("YooKassa says " + status);
        };
    }

    private static String statusOf(JsonNode payment) {
        var reason = payment.path("cancellation_details").path("reason").asText();
        return payment.path("status").asText() + (reason.isEmpty() ? "" : ":" + reason);
    }
}
