package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunBackpressureTest {

    private final List<Long> rests = new ArrayList<>();
    private int worked;
    private boolean webhooksInProgress;
    private final RunBackpressure backpressure = new RunBackpressure(() -> webhooksInProgress, rests::add);

    @Test
    void a_run_takes_no_rest_while_no_bank_calls() {
        backpressure.work(this::page);

        assertThat(worked).isEqualTo(1);
        assertThat(rests).isEmpty();
    }

    @Test
    void a_run_rests_after_each_page_while_banks_call_but_never_for_long() {
        webhooksInProgress = true;

        backpressure.work(this::page);

        assertThat(worked).isEqualTo(1);
        assertThat(rests)
                .singleElement()
                .satisfies(nanos -> assertThat(nanos).isPositive().isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(1)));
    }

    @Test
    void a_page_that_fails_fails_at_once() {
        webhooksInProgress = true;

        assertThatThrownBy(() -> backpressure.work(this::broken)).hasMessage("broken");
        assertThat(rests).isEmpty();
    }

    private void page() {
        worked++;
    }

    private void broken() {
        throw new IllegalStateException("broken");
    }
}
