package org.schoolcrm.channel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.scripted.Behaviour;
import org.schoolcrm.channel.testkit.scripted.Crash;
import org.schoolcrm.channel.testkit.scripted.FileProviderLog;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.ProviderLog;
import org.schoolcrm.channel.testkit.scripted.Script;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;

class ScriptedChannelTest {

    private static final ProviderAccount ACCOUNT = TestAccount.of("scripted", Map.of());

    /** The contract, for a scripted channel of one class. */
    abstract static class OfClass extends MessageChannelContract {

        private final Idempotency idempotency;
        private ProviderLog log = new InMemoryProviderLog();

        OfClass(Idempotency idempotency) {
            this.idempotency = idempotency;
        }

        @Override
        protected MessageChannel channelWhen(Provider provider) {
            log = new InMemoryProviderLog();
            var behaviour = switch (provider) {
                case ACCEPTS -> Behaviour.ACCEPTS;
                case CANNOT_BE_REACHED -> Behaviour.CANNOT_BE_REACHED;
                case IS_BUSY -> Behaviour.THROTTLES;
                case REFUSES_THE_ADDRESS -> Behaviour.REFUSES_ADDRESS;
                case REFUSES_THE_CONTENT -> Behaviour.REFUSES_CONTENT;
                case REFUSES_US -> Behaviour.HOLDS;
                case HANGS_UP_AFTER_TAKING_IT -> Behaviour.ACCEPTS_AND_DROPS_ANSWER;
            };
            return new ScriptedChannel("scripted", idempotency, log)
                    .follow(Script.always(behaviour))
                    .answersQuestions(provider != Provider.CANNOT_BE_REACHED);
        }

        @Override
        protected ProviderAccount account() {
            return TestAccount.of("scripted", Map.of());
        }

        @Override
        protected int accepted() {
            return log.entries().size();
        }

        @Override
        protected String address() {
            return "+79161234567";
        }

        @Override
        protected String unusableAddress() {
            return " ";
        }
    }

    @Nested
    class ClassA extends OfClass {
        ClassA() {
            super(Idempotency.DEDUPES);
        }
    }

    @Nested
    class ClassB extends OfClass {
        ClassB() {
            super(Idempotency.CAN_BE_ASKED);
        }
    }

    @Nested
    class ClassC extends OfClass {
        ClassC() {
            super(Idempotency.NONE);
        }
    }

    @Test
    void a_crash_after_accepting_is_in_the_log_and_one_before_is_not() {
        var log = new InMemoryProviderLog();
        var channel = new ScriptedChannel("scripted", Idempotency.NONE, log);

        channel.follow(Script.always(Behaviour.WE_CRASH));
        assertThatThrownBy(() -> send(channel, "o-1")).isInstanceOf(Crash.class);
        assertThat(log.entries()).isEmpty();

        channel.follow(Script.always(Behaviour.ACCEPTS_AND_WE_CRASH));
        assertThatThrownBy(() -> send(channel, "o-1")).isInstanceOf(Crash.class);
        assertThat(log.times()).containsExactly(Map.entry("o-1", 1L));
    }

    @Test
    void a_script_by_chance_can_be_replayed_in_any_order() {
        var script = Script.seeded(7, Map.of(Behaviour.ACCEPTS_AND_DROPS_ANSWER, 10, Behaviour.THROTTLES, 5));
        var again = Script.seeded(7, Map.of(Behaviour.THROTTLES, 5, Behaviour.ACCEPTS_AND_DROPS_ANSWER, 10));

        assertThat(IntStream.range(0, 1000).mapToObj(i -> script.on("o-" + i, 1)))
                .containsExactlyElementsOf(IntStream.range(0, 1000)
                        .mapToObj(i -> again.on("o-" + i, 1))
                        .toList())
                .contains(Behaviour.ACCEPTS, Behaviour.THROTTLES, Behaviour.ACCEPTS_AND_DROPS_ANSWER);
    }

    @Test
    void a_log_in_a_file_is_shared_and_outlives_its_writers(@TempDir Path folder) {
        var one = new FileProviderLog(folder.resolve("log"));
        var other = new FileProviderLog(folder.resolve("log"));
        IntStream.range(0, 200)
                .parallel()
                .forEach(i ->
                        (i % 2 == 0 ? one : other).accept(new ProviderLog.Entry("o-" + i / 4, "a", "d"), i % 4 < 2));

        assertThat(new FileProviderLog(folder.resolve("log")).times()).hasSize(50);
        assertThat(one.entries()).hasSizeBetween(100, 150).isEqualTo(other.entries());
    }

    private static void send(ScriptedChannel channel, String reference) {
        var composed = new ComposedMessage("text".getBytes(StandardCharsets.UTF_8));
        assertThat(channel.send(ACCOUNT, new SendRequest(reference, "a", composed), () -> true))
                .isNotNull();
    }
}
