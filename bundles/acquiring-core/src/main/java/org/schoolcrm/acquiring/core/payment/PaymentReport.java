package org.schoolcrm.acquiring.core.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.provider.api.RawWebhook;

/**
 * What a bank says at once: the events of one webhook, or the answer to one query. It takes effect whole or not at all.
 *
 * @param webhook the call that is kept in the inbox, null for an answer
 */
public record PaymentReport(
        MerchantAccount account, @Nullable RawWebhook webhook, List<ReportedOperation> operations) {

    public PaymentReport {
        operations = List.copyOf(operations);
    }

    /**
     * What a webhook says.
     *
     * @param events what the adapter read in the webhook
     * @param verified whether the webhook proves what it says; otherwise every event is a hint to query the bank
     */
    public static PaymentReport of(
            MerchantAccount account, RawWebhook webhook, List<ProviderEvent> events, boolean verified) {
        return new PaymentReport(
                account,
                webhook,
                events.stream()
                        .map(event -> ReportedOperation.of(event, verified))
                        .toList());
    }

    /** What the bank answers about an order. */
    static PaymentReport of(MerchantAccount account, String orderId, PaymentOutcome outcome) {
        return new PaymentReport(account, null, List.of(ReportedOperation.of(orderId, outcome, account.live())));
    }
}
