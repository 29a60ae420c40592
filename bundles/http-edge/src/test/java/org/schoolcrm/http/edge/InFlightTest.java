package org.schoolcrm.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight requests = new InFlight();

    @Test
    void closing_waits_for_the_last_request_and_admits_nobody_meanwhile() throws InterruptedException {
        requests.enter();
        requests.enter();
        var closing = new Thread(() -> requests.drain(null, null));
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

        assertThat(requests.enter()).isFalse();
        requests.leave();
        assertThat(closing.isAlive()).isTrue();
        requests.leave();
        closing.join();
    }

    @Test
    void closing_an_edge_that_is_empty_or_closed_returns_at_once() {
        requests.close();
        requests.close();

        assertThat(requests.enter()).isFalse();
    }

    @Test
    void closing_gives_up_on_a_request_that_does_not_end() {
        var impatient = new InFlight(Duration.ofNanos(1));
        impatient.enter();

        impatient.close();

        assertThat(impatient.enter()).isFalse();
    }

    @Test
    void whoever_is_told_to_stop_waiting_stops() throws InterruptedException {
        requests.enter();
        var closing = new Thread(requests::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

        closing.interrupt();
        closing.join();

        assertThat(requests.enter()).isFalse();
    }
}
