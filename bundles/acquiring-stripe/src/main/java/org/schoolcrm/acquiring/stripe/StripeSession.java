package org.schoolcrm.acquiring.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;

/** A checkout session, with its payment intent and charge if they came along. */
final class StripeSession {

    private StripeSession() {}

    static PaymentOutcome outcome(JsonNode session) {
        var id = session.path("id").asText();
        var status = statusOf(session);
        var stage = stage(session);
        var outcome = switch (stage) {
            case PENDING -> PaymentOutcome.pending(id, null, status);
            case AUTHORIZED -> PaymentOutcome.authorized(id, status);
            case PAID ->
                taken(session)
                        .map(money -> PaymentOutcome.captured(id, money, status)
                                .withRefunded(refunded(session).orElse(Money.zero(money.currency()))))
                        .orElse(PaymentOutcome.unknown("paid without an amount"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage, id, status);
            case NOT_SENT, UNKNOWN, PARTIALLY_REFUNDED, REFUNDED -> PaymentOutcome.unknown("Stripe says " + status);
        };
        var named = outcome.withAlias(alias(session));
        return session.has("livemode") ? named.withLive(session.get("livemode").asBoolean()) : named;
    }

    static Stage stage(JsonNode session) {
        var statuses = StripeProfile.PROFILE.statuses();
        var status = session.path("status").asText();
        if (!status.equals("complete")) {
            return statuses.getOrDefault(status, Stage.UNKNOWN);
        }
        var plain = statuses.getOrDefault(
                status + "/" + session.path("payment_status").asText(), Stage.UNKNOWN);
        return statuses.getOrDefault(statusOf(session), plain);
    }

    static Optional<Money> amount(JsonNode object, String field) {
        return BankAmount.minor(
                object.path(field).asText(), object.path("currency").asText().toUpperCase(Locale.ROOT));
    }

    /** The second number of the payment, which refunds and disputes name it by; null before the payer has begun. */
    static @Nullable String alias(JsonNode session) {
        var intent = intent(session);
        return intent.isEmpty() ? null : intent;
    }

    /** The number of the payment intent, of a session as of a charge, a refund or a dispute; empty if there is none. */
    static String intent(JsonNode object) {
        var intent = object.path("payment_intent");
        return intent.isTextual() ? intent.asText() : intent.path("id").asText();
    }

    private static Optional<Money> taken(JsonNode session) {
        var received = session.path("payment_intent").path("amount_received");
        return received.isMissingNode()
                ? amount(session, "amount_total")
                : BankAmount.minor(
                        received.asText(), session.path("currency").asText().toUpperCase(Locale.ROOT));
    }

    private static Optional<Money> refunded(JsonNode session) {
        return amount(session.path("payment_intent").path("latest_charge"), "amount_refunded");
    }

    private static String statusOf(JsonNode session) {
        var status = session.path("status").asText();
        if (!status.equals("complete")) {
            return status;
        }
        var paid = status + "/" + session.path("payment_status").asText();
        var intent = session.path("payment_intent").path("status").asText();
        return intent.isEmpty() || paid.endsWith("/paid") ? paid : paid + "/" + intent;
    }
}
