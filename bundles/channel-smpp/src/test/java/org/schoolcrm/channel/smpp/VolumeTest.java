package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

@Timeout(120)
class VolumeTest {

    private static final int MESSAGES = 2000;

    private final ScriptedSmsc smsc = new ScriptedSmsc();
    private final SmppFixture fixture = new SmppFixture(smsc.port()).with("window", "40");

    @AfterEach
    void close() {
        fixture.close();
        smsc.close();
    }

    @Test
    void of_two_thousand_messages_exactly_two_thousand_are_accepted() throws Exception {
        var channel = fixture.channel();

        var outcomes = each(8, id -> fixture.send(channel, id, "Счёт " + id));

        assertThat(outcomes.values()).allMatch(outcome -> outcome.kind() == Kind.ACCEPTED);
        assertThat(outcomes.values().stream().map(SendOutcome::providerId)).doesNotHaveDuplicates();
        assertThat(numbers()).hasSize(MESSAGES).doesNotHaveDuplicates();
        assertThat(smsc.binds()).isEqualTo(1);
    }

    @Test
    void of_answers_of_which_each_tenth_is_lost_every_loss_is_a_doubt_and_nothing_is_sent_twice() throws Exception {
        smsc.when(pdu -> isLost(number(pdu)) ? ScriptedSmsc.SILENCE : ScriptedSmsc.ACCEPT);
        var channel = fixture.channel(Duration.ofSeconds(1));

        var outcomes = each(40, id -> untilSent(channel, id));

        assertThat(outcomes.values()).allMatch(one -> one.kind() == Kind.ACCEPTED || one.kind() == Kind.UNCERTAIN);
        assertThat(LongStream.rangeClosed(1, MESSAGES).filter(id -> isLost((int) id)))
                .hasSize(MESSAGES / 10)
                .allMatch(id -> outcomes.get(id).kind() == Kind.UNCERTAIN);
        assertThat(numbers()).hasSize(MESSAGES).doesNotHaveDuplicates();
    }

    @Test
    void over_a_connection_that_breaks_again_and_again_nothing_is_sent_twice() throws Exception {
        smsc.when(pdu -> number(pdu) % 100 == 3 ? ScriptedSmsc.HANG_UP : ScriptedSmsc.ACCEPT);
        var channel = fixture.channel();

        var outcomes = each(8, id -> untilSent(channel, id));

        assertThat(numbers()).doesNotHaveDuplicates();
        assertThat(outcomes.values()).allMatch(one -> one.kind() == Kind.ACCEPTED || one.kind() == Kind.UNCERTAIN);
        assertThat(LongStream.rangeClosed(1, MESSAGES).filter(id -> id % 100 == 3))
                .allMatch(id -> outcomes.get(id).kind() == Kind.UNCERTAIN);
        assertThat(acceptedAsToldOf(outcomes)).isSubsetOf(new HashSet<>(numbers()));
    }

    /** As the outbox does: what surely was not sent is tried again, what is uncertain never. */
    private SendOutcome untilSent(SmppChannel channel, long id) {
        var outcome = fixture.send(channel, id, "Счёт " + id);
        while (outcome.kind() == Kind.RETRYABLE || outcome.kind() == Kind.THROTTLED) {
            outcome = fixture.send(channel, id, "Счёт " + id);
        }
        return outcome;
    }

    private static Map<Long, SendOutcome> each(int threads, LongFunction<SendOutcome> sending)
            throws InterruptedException, ExecutionException {
        var outcomes = new ConcurrentHashMap<Long, SendOutcome>();
        var workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = LongStream.rangeClosed(1, MESSAGES)
                    .<Future<?>>mapToObj(id -> workers.submit(() -> outcomes.put(id, sending.apply(id))))
                    .toList();
            for (var one : all) {
                one.get();
            }
            return outcomes;
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Integer> numbers() {
        return smsc.accepted().stream().map(VolumeTest::number).toList();
    }

    private static Set<Integer> acceptedAsToldOf(Map<Long, SendOutcome> outcomes) {
        return outcomes.entrySet().stream()
                .filter(one -> one.getValue().kind() == Kind.ACCEPTED)
                .map(one -> one.getKey().intValue())
                .collect(Collectors.toSet());
    }

    private static boolean isLost(int number) {
        return number % 10 == 3;
    }

    private static int number(SubmitSm pdu) {
        return pdu.getOptionalParameter(OptionalParameter.User_message_reference.class)
                        .getValue()
                & 0xffff;
    }
}
