package org.schoolcrm.itests.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.itests.channel.Peer.MESSAGES;

import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.message.catcher.simulator.Callbacks;
import org.schoolcrm.message.catcher.simulator.CaughtMessage;
import org.schoolcrm.message.catcher.simulator.CaughtMessages;
import org.schoolcrm.message.catcher.simulator.Reaction;
import org.schoolcrm.message.catcher.simulator.Simulator;
import org.schoolcrm.message.catcher.simulator.SimulatorServer;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;

/** Every provider over real sockets, against simulators that were written from the documents alone. */
class ChannelsOverSocketsTest {

    private static final int SENDERS = 8;
    private static final int WITH_LOSSES = 500;

    static Stream<Peer> providers() {
        return Peer.all();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void two_thousand_messages_are_two_thousand_accepted(Peer peer) throws Exception {
        var simulator = peer.simulator().apply(books(), Callbacks.withoutWaiting());
        try (var server = SimulatorServer.start(0, simulator)) {
            var account = peer.account(server.address(simulator));
            var outcomes = sendAll(peer, account, MESSAGES);

            assertThat(outcomes).containsExactly(Map.entry(Kind.ACCEPTED, MESSAGES));
            assertThat(simulator.accepted()).hasSize(MESSAGES);
            assertThat(recipients(simulator)).hasSize(MESSAGES);
            assertThat(peer.channel().problemsOf(account.settings())).isEmpty();
            assertThat(peer.channel().test(account).verdict()).isEqualTo(Verdict.OK);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void every_dropped_answer_is_uncertain_and_nothing_is_sent_twice(Peer peer) throws Exception {
        var simulator = peer.simulator().apply(books(), Callbacks.withoutWaiting());
        var sent = new AtomicInteger();
        simulator.behave(call -> sent.incrementAndGet() % 10 == 0 ? Reaction.dropAnswer() : Reaction.normal());
        try (var server = SimulatorServer.start(0, simulator)) {
            var outcomes = sendAll(peer, peer.account(server.address(simulator)), WITH_LOSSES);

            assertThat(outcomes)
                    .containsOnly(
                            Map.entry(Kind.ACCEPTED, WITH_LOSSES * 9 / 10),
                            Map.entry(Kind.UNCERTAIN, WITH_LOSSES / 10));
            assertThat(sent).hasValue(WITH_LOSSES);
            assertThat(simulator.accepted()).hasSize(WITH_LOSSES);
            assertThat(recipients(simulator)).hasSize(WITH_LOSSES);
        }
    }

    private static CaughtMessages books() {
        return new CaughtMessages(Clock.systemUTC(), 2 * MESSAGES);
    }

    private static Map<Kind, Integer> sendAll(Peer peer, ProviderAccount account, int rows) throws Exception {
        var threads = Executors.newFixedThreadPool(SENDERS);
        try {
            var sendings = IntStream.rangeClosed(1, rows)
                    .mapToObj(row -> (Callable<SendOutcome>) () -> send(peer, account, row))
                    .toList();
            var outcomes = new EnumMap<Kind, Integer>(Kind.class);
            for (var outcome : threads.invokeAll(sendings)) {
                outcomes.merge(outcome.get().kind(), 1, Integer::sum);
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static SendOutcome send(Peer peer, ProviderAccount account, int row) {
        MessageChannel channel = peer.channel();
        var draft = peer.draft(row);
        var request = new SendRequest(draft.reference(), draft.address(), channel.compose(account, draft));
        return channel.send(account, request, () -> true);
    }

    private static Set<String> recipients(Simulator simulator) {
        return new HashSet<>(
                simulator.accepted().stream().map(CaughtMessage::recipient).toList());
    }
}
