package org.schoolcrm.mailing.core.inbound;

import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.core.approval.ApprovalTransitions;
import org.schoolcrm.mailing.core.dispatch.DeliveryReceiptProcessor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;

/** What providers tell, by whichever way: reports about messages and templates of ours, and what people wrote. */
public final class ProviderNews {

    private final DeliveryReceiptProcessor receipts;
    private final InboundMessages inbound;
    private final ApprovalTransitions approvals;
    private final Attentions attentions;

    public ProviderNews(
            DeliveryReceiptProcessor receipts,
            InboundMessages inbound,
            ApprovalTransitions approvals,
            Attentions attentions) {
        this.receipts = receipts;
        this.inbound = inbound;
        this.approvals = approvals;
        this.attentions = attentions;
    }

    /** In the caller's transaction; {@link #apply} does the rest. */
    void keep(ProviderAccount account, String channel, ChannelNews news) {
        receipts.keep(account.id(), news.receipts());
        news.inbound().forEach(message -> inbound.take(account, channel, message));
        news.templates().forEach(one -> approvals.take(account, one));
    }

    /** Moves the messages that the reports are about. */
    void apply() {
        receipts.apply();
    }

    /** Calls a person to the account, in the caller's transaction. */
    void raise(ProviderAccount account, String kind, String detail) {
        attentions.raise(new Attention(branch(account), kind, subject(account), detail));
    }

    static long branch(ProviderAccount account) {
        var branch = account.branch();
        return branch == null ? Suppression.SCHOOL.value() : branch.value();
    }

    static String subject(ProviderAccount account) {
        return "provider-account:" + account.id();
    }
}
