package org.schoolcrm.channel.spi;

import java.util.List;

/** What a call of a provider tells. */
public record ChannelNews(List<DeliveryReceipt> receipts, List<InboundMessage> inbound, List<TemplateNews> templates) {

    public static final ChannelNews NONE = new ChannelNews(List.of(), List.of());

    public ChannelNews {
        receipts = List.copyOf(receipts);
        inbound = List.copyOf(inbound);
        templates = List.copyOf(templates);
    }

    /** Without news of templates. */
    public ChannelNews(List<DeliveryReceipt> receipts, List<InboundMessage> inbound) {
        this(receipts, inbound, List.of());
    }

    public static ChannelNews of(DeliveryReceipt... receipts) {
        return new ChannelNews(List.of(receipts), List.of());
    }
}
