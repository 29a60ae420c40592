package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.util.List;
import org.schoolcrm.channel.api.DeliveryReceiptInbox;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.ReceivedReceipt.Effect;
import org.schoolcrm.mailing.core.channel.RedactedText;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore.Matched;
import org.schoolcrm.mailing.spi.MessageRoutes;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Transactions;

/** Applies the delivery receipts of providers, whether they called, were asked, or told it in their own protocol. */
public final class DeliveryReceiptProcessor implements DeliveryReceiptInbox {

    private static final Duration WAIT = Duration.ofDays(3);
    private static final int BATCH = 200;

    private final DeliveryReceiptStore receipts;
    private final MessageRoutes routes;
    private final StopList stopList;
    private final Transactions transactions;

    public DeliveryReceiptProcessor(
            DeliveryReceiptStore receipts, Outbox outbox, MessageRoutes routes, Transactions transactions) {
        this.receipts = receipts;
        this.routes = routes;
        this.stopList = new StopList(outbox);
        this.transactions = transactions;
    }

    @Override
    public void take(ProviderAccountId account, List<DeliveryReceipt> reported) {
        transactions.run(() -> keep(account, reported));
        apply();
    }

    /** In the caller's transaction; {@link #apply} does the rest. */
    public void keep(ProviderAccountId account, List<DeliveryReceipt> reported) {
        receipts.addAll(
                account, reported.stream().map(DeliveryReceiptProcessor::masked).toList());
    }

    private static DeliveryReceipt masked(DeliveryReceipt told) {
        return new DeliveryReceipt(
                told.eventKey(),
                told.providerId(),
                told.reference(),
                told.kind(),
                told.cause(),
                RedactedText.masked(told.detail()),
                told.at());
    }

    /** Also those that came before their message was known. */
    public void apply() {
        int applied;
        do {
            applied = transactions.inTransaction(() -> {
                var matched = receipts.match(BATCH);
                matched.forEach(this::apply);
                return matched.size();
            });
        } while (applied == BATCH);
    }

    void forget() {
        transactions.run(() -> receipts.forget(WAIT));
    }

    private void apply(Matched matched) {
        var before = receipts.lock(matched.message());
        if (before.state() == MessageState.SENDING) {
            return; // a dispatcher has taken it meanwhile, and its answer must commit first
        }
        var after = before.after(matched.receipt());
        if (after.equals(before)) {
            receipts.settle(matched, Effect.STALE);
            return;
        }
        receipts.save(matched.message(), after, matched.receipt());
        receipts.settle(matched, Effect.APPLIED);
        if (after.state() == MessageState.UNDELIVERED) {
            undelivered(matched);
        } else if (after.state() == MessageState.DELIVERED && before.state() != MessageState.DELIVERED) {
            routes.cancelFollowers(matched.message(), "the message before it was delivered");
        }
    }

    private void undelivered(Matched matched) {
        var receipt = matched.receipt();
        stopList.learn(matched.branch(), matched.channel(), matched.address(), receipt.cause(), receipt.detail());
        routes.fail(matched.message(), receipt.cause() == Cause.ADDRESS);
    }
}
