package org.schoolcrm.channel.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.schoolcrm.channel.smpp.IncomingMessages.Inboxes;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.TestAccount;

/** A channel to an SMSC on loopback, with an inbox that remembers and may be away. */
final class SmppFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");
    static final String PHONE = "+79161234567";

    private final List<SmppChannel> channels = new ArrayList<>();
    private final List<DeliveryReceipt> receipts = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final List<InboundMessage> messages = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile Instant now = NOW;

    SmppFixture(int port) {
        settings.putAll(Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(port),
                "systemId", "school",
                "password", "secret12",
                "source", "SCHOOL",
                "partsPerSecond", "0"));
    }

    SmppFixture with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    SmppFixture inboxIsAway(boolean now) {
        away = now;
        return this;
    }

    SmppFixture later(Duration time) {
        now = now.plus(time);
        return this;
    }

    private Inboxes inboxes() {
        return new Inboxes(
                (account, reported) -> kept(receipts, reported), (account, told) -> kept(messages, List.of(told)));
    }

    private <T> void kept(List<T> where, List<T> what) {
        if (away) {
            throw new IllegalStateException("the service is away");
        }
        where.addAll(what);
    }

    ProviderAccount account() {
        return TestAccount.of("smpp", settings);
    }

    SmppChannel channel() {
        return channel(Duration.ofSeconds(10));
    }

    SmppChannel channel(Duration answer) {
        var channel = new SmppChannel(inboxes(), () -> now, answer);
        channels.add(channel);
        return channel;
    }

    List<DeliveryReceipt> receipts() {
        return receipts;
    }

    List<InboundMessage> messages() {
        return messages;
    }

    SendOutcome send(SmppChannel channel, String text) {
        return send(channel, 42, text);
    }

    SendOutcome send(SmppChannel channel, long id, String text) {
        return channel.send(account(), request(channel, id, text), () -> true);
    }

    SendRequest request(SmppChannel channel, long id, String text) {
        var draft = new MessageDraft("o-" + id, PHONE, "", text, NOW);
        return new SendRequest("o-" + id, PHONE, channel.compose(account(), draft));
    }

    @Override
    public void close() {
        channels.forEach(SmppChannel::close);
    }
}
