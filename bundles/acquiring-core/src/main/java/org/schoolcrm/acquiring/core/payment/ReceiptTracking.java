package org.schoolcrm.acquiring.core.payment;

import java.util.Comparator;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;

/**
 * What becomes of the fiscal receipts (54-ФЗ) of payments and refunds: one that is late or failed is left to a person,
 * one that comes after all takes that off the list. The caller has locked the attempt.
 */
public final class ReceiptTracking {

    private static final String FAILED = "receipt.failed";
    private static final String LATE = "receipt.late";

    private final RefundStore refunds;
    private final Attentions attentions;
    private final Audit audit;

    public ReceiptTracking(RefundStore refunds, Attentions attentions, Audit audit) {
        this.refunds = refunds;
        this.attentions = attentions;
        this.audit = audit;
    }

    /** What is waited for where money is about to move. */
    public static ReceiptStatus awaited(MerchantAccount account, AcquirerProfile profile) {
        boolean isTold = account.terms().fiscal() == FiscalPolicy.BANK && profile.can(Capability.RECEIPT_NOTICES);
        return isTold ? ReceiptStatus.PENDING : ReceiptStatus.NONE;
    }

    /** Takes in what a bank says of a receipt, and gives the attempt back as it is afterwards. */
    PaymentAttempt apply(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        return switch (operation.kind()) {
            case RECEIPT -> ofPayment(account, attempt, ReceiptStatus.DONE, operation.detail());
            case RECEIPT_FAILED -> ofPayment(account, attempt, ReceiptStatus.FAILED, operation.detail());
            case REFUND_RECEIPT -> ofRefund(account, attempt, ReceiptStatus.DONE, operation);
            case REFUND_RECEIPT_FAILED -> ofRefund(account, attempt, ReceiptStatus.FAILED, operation);
            case PAYMENT, REFUND, REFUND_FAILED, BINDING, DISPUTE, OTHER -> attempt;
        };
    }

    PaymentAttempt late(MerchantAccount account, PaymentAttempt attempt) {
        return ofPayment(account, attempt, ReceiptStatus.LATE, "No receipt of " + attempt.amount());
    }

    void late(MerchantAccount account, Refund refund) {
        ofRefund(account, refund, ReceiptStatus.LATE, "No receipt of the refund of " + refund.amount());
    }

    private PaymentAttempt ofPayment(
            MerchantAccount account, PaymentAttempt attempt, ReceiptStatus reported, String detail) {
        var after = attempt.withReceipt(reported);
        if (after.receipt() != attempt.receipt()) {
            follow(account, "payment:" + attempt.id(), attempt.receipt(), after.receipt(), detail);
        }
        return after;
    }

    /**
     * The bank does not say which refund a receipt is of: it is of the first of that sum that has none. One of a refund
     * that staff made at the bank is of none of ours, and concerns people only if it failed.
     */
    private PaymentAttempt ofRefund(
            MerchantAccount account, PaymentAttempt attempt, ReceiptStatus reported, ReportedOperation operation) {
        var amount = operation.event().amountIn(attempt.amount().currency());
        var found = refunds.of(attempt.id()).stream()
                .filter(refund -> isToHave(refund, reported) && (amount == null || isOf(refund, amount)))
                .min(Comparator.comparing(refund -> refund.id().value()));
        if (found.isPresent()) {
            ofRefund(account, found.get(), reported, operation.detail());
        } else if (reported == ReceiptStatus.FAILED) {
            raise(account, FAILED, "payment:" + attempt.id(), operation.detail());
        }
        return attempt;
    }

    private void ofRefund(MerchantAccount account, Refund refund, ReceiptStatus reported, String detail) {
        var after =
                refunds.change(refund.id(), was -> was.withReceipt(reported)).orElseThrow();
        if (after.receipt() != refund.receipt()) {
            follow(account, "refund:" + refund.id(), refund.receipt(), after.receipt(), detail);
        }
    }

    private static boolean isToHave(Refund refund, ReceiptStatus reported) {
        return refund.status() != RefundStatus.REFUSED && refund.receipt().compareTo(reported) < 0;
    }

    private static boolean isOf(Refund refund, Money amount) {
        return refund.amount().equals(amount);
    }

    private void follow(
            MerchantAccount account, String subject, ReceiptStatus before, ReceiptStatus after, String detail) {
        var bank = Actor.bank(account.provider());
        audit.record(new AuditRecord(
                bank,
                account.branch().value(),
                "payment.receipt",
                subject,
                before.toString(),
                (after + " " + detail).strip()));
        switch (after) {
            case NONE, PENDING -> {}
            case LATE -> raise(account, LATE, subject, detail);
            case FAILED -> {
                attentions.settle(account.branch().value(), LATE, subject, bank);
                raise(account, FAILED, subject, detail);
            }
            case DONE -> {
                attentions.settle(account.branch().value(), LATE, subject, bank);
                attentions.settle(account.branch().value(), FAILED, subject, bank);
            }
        }
    }

    private void raise(MerchantAccount account, String kind, String subject, String detail) {
        attentions.raise(new Attention(account.branch().value(), kind, subject, detail));
    }
}
