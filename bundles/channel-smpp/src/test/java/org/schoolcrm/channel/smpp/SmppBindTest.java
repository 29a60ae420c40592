package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.schoolcrm.channel.smpp.IncomingMessages.Inboxes;
import org.schoolcrm.channel.smpp.SmppBind.BindException;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

@Timeout(60)
class SmppBindTest {

    private final ScriptedSmsc smsc = new ScriptedSmsc();
    private final SmppFixture fixture = new SmppFixture(smsc.port());
    private final AtomicLong nanos = new AtomicLong();
    private final ImpatientTimer timer = new ImpatientTimer();

    @AfterEach
    void close() {
        fixture.close();
        smsc.close();
        timer.shutdownNow();
    }

    @Test
    void one_bind_serves_many_messages() {
        var channel = fixture.channel();
        fixture.send(channel, 1, "Счёт");
        fixture.send(channel, 2, "Счёт");

        assertThat(smsc.binds()).isEqualTo(1);
    }

    @Test
    void changed_settings_are_a_new_bind_and_the_old_one_is_unbound() throws InterruptedException {
        var channel = fixture.channel();
        fixture.send(channel, 1, "Счёт");
        fixture.with("source", "SCHOOL2");
        fixture.send(channel, 2, "Счёт");

        assertThat(smsc.binds()).isEqualTo(2);
        assertThat(smsc.nextUnbind()).isNotNull();
    }

    @Test
    void a_broken_bind_is_made_anew_without_being_asked() throws Exception {
        try (var bind = bind()) {
            bind.session();
            smsc.hangUp();

            assertThat(timer.nextDelay()).isEqualTo(Duration.ofSeconds(1));
            smsc.awaitBinds(2);
        }
    }

    @Test
    void an_smsc_that_does_not_come_back_is_asked_the_more_rarely() throws Exception {
        try (var bind = bind()) {
            bind.session();
            smsc.answersBindsWith(0x08);
            smsc.hangUp();

            var delays = new ArrayList<Long>();
            for (int i = 0; i < 9; i++) {
                delays.add(timer.nextDelay().toSeconds());
            }
            assertThat(delays).containsExactly(1L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        }
    }

    @Test
    void whoever_is_refused_does_not_go_on_trying() throws Exception {
        try (var bind = bind()) {
            bind.session();
            smsc.answersBindsWith(0x0e);
            smsc.hangUp();
            smsc.awaitBinds(2);

            assertThatThrownBy(bind::session)
                    .isInstanceOfSatisfying(
                            BindException.class,
                            refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.AUTH));
            assertThat(timer.nextDelay()).isEqualTo(Duration.ofSeconds(1));
            assertThat(smsc.binds()).isEqualTo(2);
            assertThat(timer.isQuiet()).isTrue();
        }
    }

    @Test
    void messages_do_not_hammer_at_an_smsc_that_is_away() throws Exception {
        smsc.answersBindsWith(0x08);
        try (var bind = bind()) {
            assertThatThrownBy(bind::session).isInstanceOf(BindException.class);
            assertThatThrownBy(bind::session).isInstanceOf(BindException.class);
            assertThat(smsc.binds()).isEqualTo(1);

            smsc.answersBindsWith(0);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(bind.session().isUp()).isTrue();
        }
    }

    @Test
    void where_one_bind_is_allowed_nodes_take_turns() throws Exception {
        fixture.with("oneBind", "YES");
        try (var bind = bind()) {
            bind.session();
            nanos.addAndGet(Duration.ofSeconds(15).toNanos());
            bind.releaseIfIdle();
            assertThat(bind.isUp()).isTrue();

            nanos.addAndGet(1);
            bind.releaseIfIdle();
            assertThat(bind.isUp()).isFalse();
            assertThat(smsc.nextUnbind()).isNotNull();
        }
    }

    @Test
    void where_one_bind_is_allowed_the_node_that_comes_second_waits_for_its_turn() {
        fixture.with("oneBind", "YES");
        smsc.answersBindsWith(0x05);

        var outcome = fixture.send(fixture.channel(), "Счёт");

        assertThat(outcome.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void other_binds_are_kept_for_the_receipts() throws Exception {
        try (var bind = bind()) {
            bind.session();
            nanos.addAndGet(Duration.ofMinutes(59).toNanos());
            bind.releaseIfIdle();
            assertThat(bind.isUp()).isTrue();
        }
    }

    @Test
    void a_bind_is_made_and_kept_for_what_people_write_without_anything_to_send() throws Exception {
        try (var bind = bind()) {
            bind.keep();
            nanos.addAndGet(Duration.ofMinutes(59).toNanos());
            bind.keep();
            nanos.addAndGet(Duration.ofMinutes(59).toNanos());
            bind.releaseIfIdle();

            assertThat(bind.isUp()).isTrue();
            assertThat(smsc.binds()).isEqualTo(1);
        }
    }

    @Test
    void nobody_listens_where_the_login_was_refused_or_other_nodes_want_their_turn() throws Exception {
        smsc.answersBindsWith(0x0e);
        try (var refused = bind()) {
            refused.keep();
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            refused.keep();
            assertThat(smsc.binds()).isEqualTo(1);
        }
        fixture.with("oneBind", "YES");
        try (var alone = bind()) {
            alone.keep();
            assertThat(smsc.binds()).isEqualTo(1);
        }
    }

    @Test
    void whoever_waits_for_an_answer_learns_at_once_that_the_connection_is_gone() throws Exception {
        var arrived = new CountDownLatch(2);
        var never = new CountDownLatch(1);
        smsc.when(pdu -> {
            arrived.countDown();
            await(never);
            return ScriptedSmsc.ACCEPT;
        });
        var channel = fixture.channel(Duration.ofMinutes(10));
        var workers = Executors.newFixedThreadPool(2);
        var first = workers.submit(() -> fixture.send(channel, 1, "Счёт"));
        var second = workers.submit(() -> fixture.send(channel, 2, "Счёт"));
        await(arrived);

        smsc.hangUp();

        assertThat(first.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(second.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.UNCERTAIN);
        never.countDown();
        workers.shutdownNow();
    }

    @Test
    void stopping_takes_no_work_waits_for_the_window_and_unbinds() throws Exception {
        var arrived = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        smsc.when(pdu -> {
            arrived.countDown();
            await(release);
            return ScriptedSmsc.ACCEPT;
        });
        var channel = fixture.channel();
        var workers = Executors.newSingleThreadExecutor();
        var sending = workers.submit(() -> fixture.send(channel, 1, "Счёт"));
        await(arrived);
        var stopping = new Thread(channel::close);
        stopping.start();
        while (stopping.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        assertThat(fixture.send(channel, 2, "Счёт").kind()).isEqualTo(Kind.RETRYABLE);
        release.countDown();
        stopping.join();

        assertThat(sending.get().kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(smsc.nextUnbind()).isEqualTo(1);
        assertThat(smsc.accepted()).hasSize(1);
        workers.shutdownNow();
    }

    private SmppBind bind() {
        var settings = SmppSettings.of(fixture.account());
        var incoming = new IncomingMessages(
                new ProviderAccountId(1),
                settings,
                new Inboxes((account, receipts) -> {}, (account, message) -> {}),
                new SentMessages(),
                () -> SmppFixture.NOW);
        return new SmppBind(settings, incoming, timer, nanos::get, Duration.ofSeconds(10));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Remembers for how long it should have waited, and does not. */
    private static final class ImpatientTimer extends ScheduledThreadPoolExecutor {

        private final BlockingQueue<Duration> delays = new LinkedBlockingQueue<>();

        ImpatientTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (delay > 0) {
                delays.add(Duration.of(delay, unit.toChronoUnit()));
            }
            return super.schedule(task, 0, TimeUnit.NANOSECONDS);
        }

        Duration nextDelay() throws InterruptedException {
            return Objects.requireNonNull(delays.poll(20, TimeUnit.SECONDS), "nothing is planned");
        }

        boolean isQuiet() {
            return delays.isEmpty() && getQueue().isEmpty();
        }
    }
}
