package org.schoolcrm.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.provider.api.RawWebhook;

/** Names what a call tells: the same events, or where there are none the same bytes, have the same key. */
final class NewsKey {

    private NewsKey() {}

    static String of(ChannelNews news, RawWebhook call) {
        var events = Stream.concat(
                        news.receipts().stream().map(DeliveryReceipt::eventKey).map(key -> "receipt " + key),
                        news.inbound().stream().map(InboundMessage::eventKey).map(key -> "inbound " + key))
                .sorted()
                .collect(Collectors.joining("\n"));
        return events.isEmpty() ? of(call) : hash(events, new byte[0]);
    }

    static String of(RawWebhook call) {
        return hash(call.method() + "\n" + call.type() + "\n" + call.query() + "\n", call.body());
    }

    private static String hash(String text, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
