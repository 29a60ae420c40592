package org.schoolcrm.acquiring.simulation;

import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;

/** Ways in which adapters have misread what a bank says of other operations of an order, on request. */
final class MisreadNews {

    private final Set<Sabotage> bugs;
    private final Map<String, Money> lastRefunds = new HashMap<>();
    private final Map<String, String> declinedTries = new HashMap<>();

    MisreadNews(Set<Sabotage> bugs) {
        this.bugs = bugs;
    }

    PaymentOutcome of(String order, PaymentOutcome outcome) {
        var refund = lastRefunds.get(order);
        var id = outcome.providerId();
        if (bugs.contains(Sabotage.REFUND_IS_PAYMENT) && refund != null && id != null) {
            return PaymentOutcome.captured(id + "1", refund, outcome.detail());
        }
        if (bugs.contains(Sabotage.DECLINED_TRY_IS_PAYMENT) && declinedTries.containsKey(order)) {
            return PaymentOutcome.declined(declinedTries.get(order), outcome.detail());
        }
        return bugs.contains(Sabotage.REVERSAL_IGNORED) && outcome.stage() == Stage.REVERSED
                ? PaymentOutcome.unknown(outcome.detail())
                : outcome;
    }

    RefundOutcome of(RefundRequest request, RefundOutcome outcome) {
        if (outcome.status() == RefundOutcome.Status.DONE) {
            lastRefunds.put(request.payment().orderId(), request.amount());
        }
        if (bugs.contains(Sabotage.LAST_REFUND_IS_TOTAL) && outcome.refundedTotal() != null) {
            return RefundOutcome.done(outcome.providerRefundId(), request.amount(), outcome.detail());
        }
        return bugs.contains(Sabotage.ACCEPTED_IS_DONE) && outcome.status() == RefundOutcome.Status.PENDING
                ? RefundOutcome.done(outcome.providerRefundId(), null, outcome.detail())
                : outcome;
    }

    Stream<ProviderEvent> of(ProviderEvent event) {
        boolean isUnheard = switch (event.kind()) {
            case PAYMENT -> bugs.contains(Sabotage.REVERSAL_IGNORED) && event.stage() == Stage.REVERSED;
            case REFUND_FAILED -> bugs.contains(Sabotage.FAILED_REFUND_UNHEARD);
            case REFUND, RECEIPT, RECEIPT_FAILED, REFUND_RECEIPT, REFUND_RECEIPT_FAILED, BINDING, DISPUTE, OTHER ->
                false;
        };
        if (event.kind() == ProviderEvent.Kind.PAYMENT && event.stage() == Stage.FAILED) {
            declinedTries.put(event.orderId(), event.providerId());
        }
        return isUnheard ? Stream.empty() : Stream.of(inRoubles(event));
    }

    private ProviderEvent inRoubles(ProviderEvent event) {
        return !bugs.contains(Sabotage.ROUBLES_ASSUMED) || event.bareAmount() == null
                ? event
                : new ProviderEvent(
                        event.kind(),
                        event.orderId(),
                        event.providerId(),
                        event.alias(),
                        event.operationId(),
                        event.stage(),
                        event.amountIn(Currency.getInstance("RUB")),
                        event.live(),
                        event.hintOnly(),
                        event.unproven(),
                        event.detail());
    }
}
