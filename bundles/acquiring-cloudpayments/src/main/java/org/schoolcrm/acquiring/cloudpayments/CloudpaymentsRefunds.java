package org.schoolcrm.acquiring.cloudpayments;

import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.TransportFailures;

/** Refunds at CloudPayments: by card done at once, by SBP decided later. */
final class CloudpaymentsRefunds {

    private final CloudpaymentsApi api;

    CloudpaymentsRefunds(CloudpaymentsApi api) {
        this.api = api;
    }

    RefundOutcome send(MerchantAccount account, RefundRequest request) {
        var transaction = Objects.requireNonNullElse(request.payment().providerId(), "");
        if (!transaction.matches(CloudpaymentsAcquirer.NUMBER)) {
            return RefundOutcome.refused("CloudPayments' number of the payment is not known");
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("TransactionId", Long.parseLong(transaction));
        fields.put("Amount", BankAmount.number(request.amount()));
        if (request.receipt() != null) {
            fields.put("JsonData", CloudpaymentsReceipt.data(account, request.receipt()));
        }
        var reply = api.execute(account, "payments/refund", request.key(), fields);
        if (reply.document().isEmpty()) {
            return TransportFailures.refund(reply.http());
        }
        var id = reply.model().path("TransactionId").asText();
        if (!reply.isSuccess()) {
            return RefundOutcome.refused(reply.message());
        }
        if (!id.matches(CloudpaymentsAcquirer.NUMBER)) {
            return RefundOutcome.unknown("CloudPayments gave the refund no number");
        }
        return refundOf(account, request, id)
                .filter(CloudpaymentsTransaction::isDoneByCard)
                .map(CloudpaymentsTransaction::refund)
                .orElseGet(() -> RefundOutcome.pending(id, "Refund accepted"));
    }

    /** Without its number a refund cannot be asked about: the key that makes a repeat harmless lives for an hour. */
    RefundOutcome query(MerchantAccount account, RefundRequest request) {
        var id = Objects.requireNonNullElse(request.providerRefundId(), "");
        if (!id.matches(CloudpaymentsAcquirer.NUMBER)) {
            return RefundOutcome.unknown("The refund's number is not known; its notification will tell");
        }
        return refundOf(account, request, id)
                .map(CloudpaymentsTransaction::refund)
                .orElseGet(() -> RefundOutcome.unknown("CloudPayments did not tell of refund " + id));
    }

    private Optional<CloudpaymentsTransaction> refundOf(MerchantAccount account, RefundRequest request, String id) {
        return api.get(account, id).transaction().filter(found -> found.isRefundOf(request.payment(), id));
    }
}
