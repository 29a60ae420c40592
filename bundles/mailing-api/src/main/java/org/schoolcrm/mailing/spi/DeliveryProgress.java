package org.schoolcrm.mailing.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.Objects;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.mailing.api.DeliveryMoments;
import org.schoolcrm.mailing.api.MessageState;

/**
 * How far a message has come. The one place that says what a receipt does to it, whoever brings the receipt: it leads
 * forward only, in whatever order and however often receipts come (channels.md 2.2).
 */
@CheckReturnValue
public record DeliveryProgress(MessageState state, DeliveryMoments moments) {

    /** The same if the receipt tells nothing new. */
    public DeliveryProgress after(DeliveryReceipt receipt) {
        return switch (receipt.kind()) {
            case DELIVERED -> state == MessageState.DELIVERED ? this : delivered(receipt.at(), false);
            case READ -> moments.read() != null ? this : delivered(receipt.at(), true);
            case UNDELIVERED -> mayFail() ? undelivered(receipt) : this;
        };
    }

    /** Who reads a message has got it. A failure told before was none. */
    private DeliveryProgress delivered(Instant at, boolean read) {
        var delivered = Objects.requireNonNullElse(moments.delivered(), at);
        var readAt = read ? at : moments.read();
        return new DeliveryProgress(
                MessageState.DELIVERED, new DeliveryMoments(moments.sent(), delivered, readAt, null, null));
    }

    private DeliveryProgress undelivered(DeliveryReceipt receipt) {
        return new DeliveryProgress(
                MessageState.UNDELIVERED,
                new DeliveryMoments(moments.sent(), null, null, receipt.at(), receipt.cause()));
    }

    /** What waits is sent anew, so the failure is one of an earlier sending; what has ended stays as it is. */
    private boolean mayFail() {
        return switch (state) {
            case ACCEPTED, UNCERTAIN -> true;
            case PENDING,
                    HELD,
                    SENDING,
                    RETRY_WAIT,
                    DELIVERED,
                    UNDELIVERED,
                    REJECTED,
                    SUPPRESSED,
                    EXPIRED,
                    CANCELLED,
                    DEAD -> false;
        };
    }
}
