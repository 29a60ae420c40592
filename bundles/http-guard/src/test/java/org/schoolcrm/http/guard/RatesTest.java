package org.schoolcrm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** D22: guessing costs time, and nobody else's. */
class RatesTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final HandMovedTime time = new HandMovedTime();
    private final Rates rates = new Rates(time);

    @Test
    void the_eleventh_failure_waits_and_is_heard_again_after_the_window() {
        for (int failure = 0; failure < 10; failure++) {
            assertThat(rates.take("login", "192.0.2.1", 10, WINDOW)).isZero();
        }
        var wait = rates.take("login", "192.0.2.1", 10, WINDOW);
        assertThat(wait).isPositive().isLessThanOrEqualTo(WINDOW);

        time.move(wait);
        assertThat(rates.take("login", "192.0.2.1", 10, WINDOW)).isZero();
    }

    @Test
    void what_succeeded_is_given_back() {
        for (int login = 0; login < 1_000; login++) {
            assertThat(rates.take("login", "192.0.2.1", 10, WINDOW)).isZero();
            rates.giveBack("login", "192.0.2.1", 10, WINDOW);
        }
    }

    @Test
    void one_client_does_not_lock_another_out() {
        for (int failure = 0; failure < 100; failure++) {
            rates.take("login", "192.0.2.1", 10, WINDOW);
        }
        assertThat(rates.take("login", "192.0.2.2", 10, WINDOW)).isZero();
    }

    @Test
    void zero_is_no_limit() {
        for (int request = 0; request < 1_000; request++) {
            assertThat(rates.take("api", "192.0.2.1", 0, WINDOW)).isZero();
        }
    }

    @Test
    void a_line_with_a_whole_ipv6_network_is_one_client() {
        assertThat(Clients.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Clients.of("2001:db8:1:2:ffff:4:5:7"));
        assertThat(Clients.of("2001:db8:1:2:3:4:5:6")).isNotEqualTo(Clients.of("2001:db8:1:3:3:4:5:6"));
        assertThat(Clients.of("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    private static final class HandMovedTime implements TimeMeter {

        private long nanos = 1;

        void move(Duration by) {
            nanos += by.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
