package org.schoolcrm.acquiring.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * Money that is to go back to a payer: an object of its own, because one payment may have several. Never changes in
 * place.
 *
 * @param key our number at the bank, the same whenever we ask about it
 * @param refundedBefore what had gone back of the payment when it was asked for
 * @param providerId the bank's number of it, once it has told us
 * @param reason why, in the words of who asked for it
 * @param detail the bank's own word, for people
 * @param receipt the receipt of what goes back
 */
@CheckReturnValue
public record Refund(
        RefundId id,
        AttemptId attempt,
        String key,
        Money amount,
        Money refundedBefore,
        RefundStatus status,
        @Nullable String providerId,
        String reason,
        String detail,
        Instant requestedAt,
        ReceiptStatus receipt) {

    private static final Duration SILENCE = Duration.ofDays(1);
    private static final Duration IN_HAND = Duration.ofDays(30);

    /** One whose receipt nobody waits for. */
    public Refund(
            RefundId id,
            AttemptId attempt,
            String key,
            Money amount,
            Money refundedBefore,
            RefundStatus status,
            @Nullable String providerId,
            String reason,
            String detail,
            Instant requestedAt) {
        this(
                id,
                attempt,
                key,
                amount,
                refundedBefore,
                status,
                providerId,
                reason,
                detail,
                requestedAt,
                ReceiptStatus.NONE);
    }

    /** Whether only a person can tell what became of it: the bank has been silent for a day, or busy with it for 30. */
    public boolean awaitsDecision(Instant now) {
        return switch (status) {
            case INTENT, UNKNOWN -> now.isAfter(requestedAt.plus(SILENCE));
            case PENDING -> now.isAfter(requestedAt.plus(IN_HAND));
            case REFUSED, DONE, RETURNED -> false;
        };
    }

    /** Applies what the bank reports; what was known and is not in the report stays. */
    public Refund apply(RefundStatus reported, @Nullable String bankId, String words) {
        var joined = status.join(reported);
        return new Refund(
                id,
                attempt,
                key,
                amount,
                refundedBefore,
                joined,
                bankId == null ? providerId : bankId,
                reason,
                joined == status && joined != reported ? detail : words,
                requestedAt,
                receipt);
    }

    public Refund withReceipt(ReceiptStatus reported) {
        return new Refund(
                id,
                attempt,
                key,
                amount,
                refundedBefore,
                status,
                providerId,
                reason,
                detail,
                requestedAt,
                receipt.join(reported));
    }
}
