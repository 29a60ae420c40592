package org.schoolcrm.itests.kills.channel;

import java.net.URI;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.MessageChannel;

/** A bundle of two channels, one that dedupes and one that can be asked; its manifest says where their book is. */
public final class LoggedChannels implements BundleActivator {

    /** The header of the manifest with the address of the book. */
    public static final String BOOK = "Book-Address";

    @Override
    public void start(BundleContext context) {
        var book = URI.create(context.getBundle().getHeaders().get(BOOK));
        offer(context, new LoggedChannel("telegram", Idempotency.DEDUPES, book));
        offer(context, new LoggedChannel("sms", Idempotency.CAN_BE_ASKED, book));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the services back.
    }

    private static void offer(BundleContext context, MessageChannel channel) {
        context.registerService(MessageChannel.class, channel, null);
    }
}
