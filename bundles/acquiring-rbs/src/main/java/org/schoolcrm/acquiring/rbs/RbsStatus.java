package org.schoolcrm.acquiring.rbs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import java.util.Optional;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;

/** The extended status of an order; an error 5 is not the status 5. */
final class RbsStatus {

    private RbsStatus() {}

    static PaymentOutcome outcome(JsonNode status, String knownId) {
        var id = number(status, knownId);
        var code = codeOf(status);
        var stage = stage(status);
        if (id.isEmpty()) {
            return PaymentOutcome.unknown("The bank names no order");
        }
        return switch (stage) {
            case PENDING -> PaymentOutcome.pending(id, null, code);
            case AUTHORIZED -> PaymentOutcome.authorized(id, code);
            case PAID ->
                taken(status)
                        .map(money -> PaymentOutcome.captured(id, money, code)
                                .withRefunded(amount(status, "refundedAmount").orElse(Money.zero(money.currency()))))
                        .orElse(PaymentOutcome.unknown(code + " without an amount"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage, id, code);
            case NOT_SENT, UNKNOWN, PARTIALLY_REFUNDED, REFUNDED -> PaymentOutcome.unknown("The bank says " + code);
        };
    }

    /**
     * Whether the refund with our number was made, by the bank's list of refunds.
     *
     * @return nothing where the bank has no list, or one that does not add up to what went back
     */
    static Optional<Boolean> hasRefund(RbsApi.Reply reply, String key) {
        return reply.document().flatMap(status -> hasRefund(status, key));
    }

    /** What went back of a paid order in all; nothing if the bank does not say. */
    static Optional<Money> refunded(RbsApi.Reply reply) {
        return reply.document()
                .filter(status -> reply.isSuccess() && stage(status) == Stage.PAID)
                .flatMap(status -> amount(status, "refundedAmount"));
    }

    private static Optional<Boolean> hasRefund(JsonNode status, String key) {
        long listed = 0;
        boolean found = false;
        for (var refund : status.path("refunds")) {
            listed += money(status, refund.path("amount").asText())
                    .map(Money::minor)
                    .orElse(0L);
            found |= refund.path("externalRefundId").asText().equals(key);
        }
        var total = amount(status, "refundedAmount").map(Money::minor);
        return total.equals(Optional.of(listed)) ? Optional.of(found) : Optional.empty();
    }

    private static Stage stage(JsonNode status) {
        var plain = RbsProfile.PROFILE
                .statuses()
                .getOrDefault(status.path("orderStatus").asText(), Stage.UNKNOWN);
        return RbsProfile.PROFILE.statuses().getOrDefault(codeOf(status), plain);
    }

    private static String codeOf(JsonNode status) {
        var action = status.path("actionCode").asText();
        return status.path("orderStatus").asText() + (action.isEmpty() || action.equals("0") ? "" : ":" + action);
    }

    /** The bank's number stands among the attributes. */
    private static String number(JsonNode status, String known) {
        for (var attribute : status.path("attributes")) {
            if (attribute.path("name").asText().equals("mdOrder")) {
                return attribute.path("value").asText(known);
            }
        }
        return known;
    }

    /** Some installations reduce the deposited amount by refunds, others do not: the approved amount tells which. */
    private static Optional<Money> taken(JsonNode status) {
        var deposited = amount(status, "depositedAmount");
        var refunded = amount(status, "refundedAmount");
        var approved = amount(status, "approvedAmount");
        if (deposited.isEmpty()) {
            return money(status, status.path("amount").asText());
        }
        boolean reduced = refunded.isPresent()
                && refunded.get().isPositive()
                && approved.equals(Optional.of(deposited.get().plus(refunded.get())));
        return reduced ? approved : deposited;
    }

    private static Optional<Money> amount(JsonNode status, String name) {
        return money(status, status.path("paymentAmountInfo").path(name).asText());
    }

    private static Optional<Money> money(JsonNode status, String minor) {
        return currency(status.path("currency").asText()).flatMap(code -> BankAmount.minor(minor, code));
    }

    /** 810 is an old number of the rouble that banks still send. */
    private static Optional<String> currency(String number) {
        if (number.isEmpty() || number.equals("810")) {
            return Optional.of("RUB");
        }
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getNumericCodeAsString().equals(number))
                .map(Currency::getCurrencyCode)
                .findFirst();
    }
}
