package org.schoolcrm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** D1, D4: a body ends at its limit however it is sent, and may not drip for ever. */
class MeteredBodyTest {

    private static final Call CHUNKED = new Call("POST", "/x", "192.0.2.1", -1, true, false, Call.Credentials.NONE);

    private final Tally waiting = new Tally();
    private long now;
    private final MeteredBody body = new MeteredBody(new EndlessWire(), budget(Map.of("body.kb.other", "2")));

    @Test
    void an_endless_stream_ends_at_the_limit() throws IOException {
        body.doRead(null);
        body.doRead(null);

        assertThatThrownBy(() -> body.doRead(null)).isInstanceOf(IOException.class);
    }

    @Test
    void the_next_request_on_the_same_connection_starts_anew() throws IOException {
        body.doRead(null);
        body.doRead(null);
        assertThatThrownBy(() -> body.doRead(null)).isInstanceOf(IOException.class);

        body.begin(budget(Map.of("body.kb.other", "2")));
        assertThatCode(() -> body.doRead(null)).doesNotThrowAnyException();
    }

    @Test
    void too_many_fields_at_its_end_are_too_much_of_a_body() {
        var budget = budget(Map.of());
        var wordy = new MeteredBody(new WordyWire(), budget);

        assertThatThrownBy(() -> wordy.doRead(null)).isInstanceOf(IOException.class);
        assertThat(budget.refusal()).contains(Refusal.of(Refusal.TOO_LARGE));
    }

    @Test
    @DisplayName("a byte every five seconds is too slow, however long the connection would stay")
    void a_dripping_body_ends() throws IOException {
        var budget = budget(Map.of());
        var dripping = new MeteredBody(new SlowWire(1, Duration.ofSeconds(5)), budget);

        dripping.doRead(null);
        assertThatThrownBy(() -> dripping.doRead(null)).isInstanceOf(IOException.class);
        assertThat(budget.refusal()).contains(Refusal.of(Refusal.TIMEOUT));
    }

    @Test
    void a_slow_line_that_keeps_coming_is_waited_for() throws IOException {
        var steady = new MeteredBody(new SlowWire(1_000, Duration.ofSeconds(1)), budget(Map.of()));

        for (int second = 0; second < 30; second++) {
            steady.doRead(null);
        }
    }

    @Test
    @DisplayName("one client's unfinished bodies take no more threads than its share, and give them back")
    void unfinished_bodies_of_a_client_are_limited() throws IOException {
        var settings = Map.of("bodies.per.client", "1");
        var second = budget(settings);
        var first = new MeteredBody(
                new SlowWire(
                        1,
                        Duration.ofSeconds(1),
                        () -> assertThatThrownBy(
                                        () -> new MeteredBody(new SlowWire(1, Duration.ZERO), second).doRead(null))
                                .isInstanceOf(IOException.class)),
                budget(settings));

        first.doRead(null);

        assertThat(second.refusal().map(Refusal::status)).contains(Refusal.TOO_MANY);
        assertThatCode(() -> new MeteredBody(new SlowWire(1, Duration.ZERO), budget(settings)).doRead(null))
                .doesNotThrowAnyException();
    }

    @Test
    void a_body_that_has_arrived_waits_for_nobody_and_needs_no_place() throws IOException {
        var settings = Map.of("bodies.per.client", "0");
        var arrived = new MeteredBody(new EndlessWire(), budget(settings));

        assertThatCode(() -> arrived.doRead(null)).doesNotThrowAnyException();
    }

    @Test
    void what_is_left_of_a_small_body_is_read_only_as_long_as_its_budget_lasts() {
        var length = new Call("POST", "/x", "192.0.2.1", 3_000, false, false, Call.Credentials.NONE);
        var whole = new BodyBudget(length, Kind.OTHER, GuardSettings.of(Map.of()), waiting, () -> now);
        var dripping = new BodyBudget(length, Kind.OTHER, GuardSettings.of(Map.of()), waiting, () -> now);

        assertThat(new MeteredBody(new EndlessWire(), whole).drain(2_048)).isTrue();
        assertThat(new MeteredBody(new SlowWire(1, Duration.ofSeconds(5)), dripping).drain(2_048))
                .isFalse();
    }

    @Test
    void what_is_refused_for_its_size_is_read_to_its_end_so_that_its_sender_reads_the_answer() {
        var length = new Call("POST", "/x", "192.0.2.1", 3_000, false, false, Call.Credentials.NONE);
        var small = GuardSettings.of(Map.of("body.kb.other", "1"));
        var near = new BodyBudget(length, Kind.OTHER, small, waiting, () -> now);
        var far = new BodyBudget(length, Kind.OTHER, small, waiting, () -> now);

        assertThat(new MeteredBody(new EndlessWire(), near).drain(3_000)).isTrue();
        assertThat(new MeteredBody(new EndlessWire(), far).drain(1_000)).isFalse();
    }

    private BodyBudget budget(Map<String, String> settings) {
        return new BodyBudget(CHUNKED, Kind.OTHER, GuardSettings.of(settings), waiting, () -> now);
    }

    /** As Tomcat's, when more trailer fields come than it takes. */
    private static final class WordyWire implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler handler) {
            throw new IllegalStateException("More than the maximum allowed number of headers");
        }

        @Override
        public int available() {
            return 1;
        }
    }

    private static final class EndlessWire implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler handler) {
            return 1_000;
        }

        @Override
        public int available() {
            return 1_000;
        }
    }

    /** Nothing is there yet; so many bytes come after so long. */
    private final class SlowWire implements InputBuffer {

        private final int bytes;
        private final Duration after;
        private final Runnable meanwhile;

        SlowWire(int bytes, Duration after) {
            this(bytes, after, () -> {});
        }

        SlowWire(int bytes, Duration after, Runnable meanwhile) {
            this.bytes = bytes;
            this.after = after;
            this.meanwhile = meanwhile;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) {
            meanwhile.run();
            now += after.toNanos();
            return bytes;
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
