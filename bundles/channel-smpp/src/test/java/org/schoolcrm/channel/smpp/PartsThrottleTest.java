package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartsThrottleTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final PartsThrottle throttle = new PartsThrottle(10, nanos::get);

    @Test
    void every_part_takes_a_place() {
        assertThat(throttle.reserve(3)).isZero();
        assertThat(throttle.reserve(1)).isEqualTo(Duration.ofMillis(300));
        pass(Duration.ofMillis(350));
        assertThat(throttle.queue()).isEqualTo(Duration.ofMillis(50));
        assertThat(throttle.reserve(1)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void time_in_which_nothing_was_sent_is_not_saved_up() {
        pass(Duration.ofMinutes(1));

        assertThat(throttle.reserve(1)).isZero();
        assertThat(throttle.reserve(1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void without_a_limit_nobody_waits() {
        var free = new PartsThrottle(0, nanos::get);

        assertThat(free.reserve(1000)).isZero();
        assertThat(free.reserve(1)).isZero();
    }

    @Test
    void pauses_double_up_to_a_minute_and_begin_anew_after_a_success() {
        var pauses = Stream.generate(throttle::refused).limit(8).map(Duration::toSeconds);
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);

        throttle.accepted();
        assertThat(throttle.refused()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_pause_ends() {
        throttle.refused();
        pass(Duration.ofMillis(999));
        assertThat(throttle.pause()).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(1));
        assertThat(throttle.pause()).isZero();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
