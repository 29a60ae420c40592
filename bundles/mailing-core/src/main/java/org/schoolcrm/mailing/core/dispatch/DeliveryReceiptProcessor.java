package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.schoolcrm.channel.api.DeliveryReceiptInbox;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.RedactedText;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore.Matched;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Transactions;

/**
 * Applies the delivery receipts of providers. They only move a message forward: delivered stays delivered, however late
 * or often other receipts come.
 */
public final class DeliveryReceiptProcessor implements DeliveryReceiptInbox {

    private static final Duration WAIT = Duration.ofDays(3);
    private static final int BATCH = 200;

    private final DeliveryReceiptStore receipts;
    private final Outbox outbox;
    private final Transactions transactions;

    public DeliveryReceiptProcessor(DeliveryReceiptStore receipts, Outbox outbox, Transactions transactions) {
        this.receipts = receipts;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    @Override
    public void take(ProviderAccountId account, List<DeliveryReceipt> reported) {
        transactions.run(() -> receipts.addAll(account, reported));
        apply();
    }

    /** Also those that came before their message was known. */
    void apply() {
        transactions.run(() -> receipts.match(BATCH).forEach(this::apply));
    }

    void forget() {
        transactions.run(() -> receipts.forget(WAIT));
    }

    private void apply(Matched matched) {
        if (matched.state() == MessageState.SENDING) {
            return; // the receipt was faster than the answer to the sending, which must commit first
        }
        switch (matched.receipt().kind()) {
            case DELIVERED, READ -> delivered(matched);
            case UNDELIVERED -> undelivered(matched);
        }
        receipts.settle(matched.account(), matched.receipt().eventKey());
    }

    private void delivered(Matched matched) {
        var before = Set.of(MessageState.ACCEPTED, MessageState.UNCERTAIN, MessageState.UNDELIVERED);
        receipts.move(matched.message(), before, MessageState.DELIVERED, "");
    }

    private void undelivered(Matched matched) {
        var before = Set.of(MessageState.ACCEPTED, MessageState.UNCERTAIN);
        var detail = RedactedText.masked(matched.receipt().detail());
        if (receipts.move(matched.message(), before, MessageState.UNDELIVERED, detail)) {
            if (matched.receipt().cause().isForGood()) {
                outbox.suppress(
                        matched.branch(),
                        matched.channel(),
                        DeliveryAddress.key(matched.channel(), matched.address()),
                        detail);
            }
            outbox.fallBack(matched.message());
        }
    }
}
