package org.schoolcrm.observability.health;

import static org.apache.felix.hc.api.Result.Status.CRITICAL;
import static org.apache.felix.hc.api.Result.Status.OK;
import static org.apache.felix.hc.api.Result.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.observability.health.HealthTag.BUSINESS;
import static org.schoolcrm.observability.health.HealthTag.LIVE;
import static org.schoolcrm.observability.health.HealthTag.READY;
import static org.schoolcrm.observability.health.HealthTag.STARTUP;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks is told what was found last, as long as that can be believed. */
class HealthMonitorTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedChecks checks = new ScriptedChecks();
    private final HealthMonitor monitor = new HealthMonitor(checks, nanos::get);

    @AfterEach
    void end() {
        monitor.close();
    }

    @Test
    void nothing_but_life_is_believed_before_a_check_has_answered() {
        assertThat(monitor.report(LIVE).isUp()).isTrue();
        assertThat(monitor.report(READY).isUp()).isFalse();
        assertThat(monitor.report(STARTUP).isUp()).isFalse();
        assertThat(monitor.report(BUSINESS).isUp()).isFalse();
    }

    @Test
    void a_report_is_as_bad_as_the_worst_that_was_found_and_a_warning_stops_nobody() {
        checks.finds("database", OK, "answers").finds("disk", WARN, "500 MB free");
        monitor.ask(READY);
        assertThat(monitor.report(READY).status()).isEqualTo(WARN);
        assertThat(monitor.report(READY).isUp()).isTrue();

        checks.finds("database", CRITICAL, "does not answer");
        monitor.ask(READY);
        assertThat(monitor.report(READY).status()).isEqualTo(CRITICAL);
        assertThat(monitor.report(READY).isUp()).isFalse();

        checks.finds("database", OK, "answers").finds("disk", OK, "5000 MB free");
        monitor.ask(READY);
        assertThat(monitor.report(READY).status()).isEqualTo(OK);
    }

    @Test
    void a_check_that_hangs_has_failed_and_is_well_once_it_answers() {
        checks.hangs("database");
        monitor.ask(READY);
        assertThat(monitor.report(READY).isUp()).isFalse();
        assertThat(monitor.report(READY).findings().get(0).messages().get(0)).contains("still running");

        checks.finds("database", OK, "answers");
        monitor.ask(READY);
        assertThat(monitor.report(READY).isUp()).isTrue();
    }

    @Test
    void whoever_asks_starts_no_check() {
        checks.finds("database", OK, "answers");
        monitor.ask(READY);

        monitor.report(READY);
        monitor.report(READY);

        assertThat(checks.asked()).isEqualTo(1);
    }

    @Test
    void a_node_that_has_started_stays_started_and_is_not_asked_again() {
        checks.finds("database", OK, "answers");
        monitor.ask(STARTUP);
        checks.finds("database", CRITICAL, "does not answer");
        monitor.ask(STARTUP);
        nanos.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(monitor.report(STARTUP).isUp()).isTrue();
        assertThat(checks.asked()).isEqualTo(1);
    }

    @Test
    void what_was_found_long_ago_is_not_believed() {
        checks.finds("database", OK, "answers");
        monitor.ask(READY);
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(monitor.report(READY).isUp()).isTrue();

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(monitor.report(READY).isUp()).isFalse();
    }

    @Test
    void a_node_without_an_executor_is_alive_and_not_ready() {
        checks.finds("database", OK, "answers");
        monitor.ask(READY);
        checks.leave();
        monitor.ask(READY);
        monitor.ask(LIVE);

        assertThat(monitor.report(READY).isUp()).isFalse();
        assertThat(monitor.report(LIVE).isUp()).isTrue();
    }
}
