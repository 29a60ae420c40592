package org.schoolcrm.channel.spi;

import java.util.List;

/** What a call of a provider tells. */
public record ChannelNews(List<DeliveryReceipt> receipts, List<InboundMessage> inbound) {

    public static final ChannelNews NONE = new ChannelNews(List.of(), List.of());

    public ChannelNews {
        receipts = List.copyOf(receipts);
        inbound = List.copyOf(inbound);
    }

    public static ChannelNews of(DeliveryReceipt... receipts) {
        return new ChannelNews(List.of(receipts), List.of());
    }
}
