package org.schoolcrm.message.catcher;

import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks;
import org.schoolcrm.message.catcher.simulator.CaughtMessage;
import org.schoolcrm.message.catcher.simulator.CaughtMessages;
import org.schoolcrm.message.catcher.simulator.MessageState;
import org.schoolcrm.message.catcher.simulator.Simulator;
import org.schoolcrm.message.catcher.simulator.SimulatorServer;

/** The demo's providers on a loopback port, and what a person at the page does for the recipients of their messages. */
public final class MessageCatcher {

    private final int port;
    private final CaughtMessages messages;
    private final DemoProviders providers;
    private @Nullable SimulatorServer server;

    /**
     * Blueprint's constructor.
     *
     * @param chats of Telegram that have started the bot already: numbers and ranges such as {@code 7-9}, between commas
     */
    public MessageCatcher(int port, String chats) {
        this(port, chats, Clock.systemUTC(), Callbacks.atTheirPace());
    }

    MessageCatcher(int port, String chats, Clock clock, Callbacks callbacks) {
        this.port = port;
        this.messages = new CaughtMessages(clock);
        this.providers = new DemoProviders(messages, callbacks);
        providers.know(Arrays.stream(chats.split(","))
                .map(String::strip)
                .filter(chat -> !chat.isEmpty())
                .flatMapToLong(MessageCatcher::range)
                .boxed()
                .toList());
    }

    private static LongStream range(String chats) {
        var ends = chats.split("-");
        return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }

    public void start() {
        server = SimulatorServer.start(port, providers.all());
    }

    public void stop() {
        if (server != null) {
            server.close();
        }
    }

    CaughtMessages messages() {
        return messages;
    }

    /** The fates that can be reported of a message; none of what another source recorded. */
    Set<MessageState> reportable(CaughtMessage message) {
        return message.isReply()
                ? Set.of()
                : simulator(message.provider()).map(Simulator::reportable).orElse(Set.of());
    }

    boolean report(long number, MessageState state) {
        var found = messages.find(number).filter(message -> reportable(message).contains(state));
        found.ifPresent(message -> simulator(message.provider()).orElseThrow().report(message, state));
        return found.isPresent();
    }

    boolean reply(String provider, String recipient, String text) {
        var answering = simulator(provider)
                .filter(simulator -> messages.newest().stream()
                        .anyMatch(message -> message.provider().equals(provider)
                                && message.recipient().equals(recipient)));
        answering.ifPresent(simulator -> simulator.reply(recipient, text));
        return answering.isPresent();
    }

    String start(String provider, String name, String payload) {
        return providers.start(provider, name, payload);
    }

    boolean handler(String provider, URI address, String secret) {
        return providers.handler(provider, address, secret);
    }

    List<Map<String, String>> templates() {
        return providers.templates();
    }

    boolean review(String name, String language, String event) {
        return providers.review(name, language, event);
    }

    String nameOf(CaughtMessage message) {
        return providers.nameOf(message.provider(), message.recipient());
    }

    /** What stands for the provider's own host. */
    public URI address(String provider) {
        return Objects.requireNonNull(server).address(simulator(provider).orElseThrow());
    }

    private Optional<Simulator> simulator(String provider) {
        return providers.all().stream()
                .filter(simulator -> simulator.provider().equals(provider))
                .findFirst();
    }
}
