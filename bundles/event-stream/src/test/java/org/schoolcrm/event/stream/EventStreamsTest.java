package org.schoolcrm.event.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;

/** Streams, their readers' sessions, and the container's threads (ADR 0192). */
class EventStreamsTest {

    private static final String TOPIC = "17";

    private final Set<String> loggedIn = new HashSet<>(Set.of("anna", "boris"));
    private final Map<String, String> topics = new HashMap<>(Map.of(TOPIC, "look 1"));
    private final AtomicInteger questions = new AtomicInteger();
    private Predicate<Caller> readers = caller -> true;
    private boolean last;
    private long now;

    private final EventStreams streams = new EventStreams("progress", new Logins(), this::look, () -> now);

    @Test
    void a_request_is_not_given_to_another_caller_while_a_beat_still_writes_to_it() throws Exception {
        var page = new Page();
        page.broken = new CountDownLatch(1);
        var stream = open("anna", page);
        var beat = new Thread(streams::beat);
        beat.start();
        page.writing.await();
        var container = new Thread(() -> stream.onError(page.broke()));
        container.start();

        await().until(() -> container.getState() == Thread.State.BLOCKED);
        page.broken.countDown();
        beat.join();
        container.join();
    }

    @Test
    void nothing_is_written_or_completed_after_the_page_has_gone() {
        var page = new Page();
        page.broken = new CountDownLatch(0);
        var stream = open("anna", page);
        streams.beat();

        stream.onError(page.broke());
        topics.put(TOPIC, "look 2");
        streams.beat();

        assertThat(page.writes).isEqualTo(1);
        assertThat(page.completions).isZero();
    }

    @Test
    void a_source_that_has_gone_ends_its_streams_once_with_the_hint_to_come_again() {
        var page = new Page();
        var orphaned = new EventStreams(
                "progress",
                new Logins(),
                asked -> {
                    throw new IllegalStateException("stopped");
                },
                () -> now);
        open(orphaned, "anna", page);

        orphaned.beat();
        orphaned.beat();

        assertThat(page.completions).isEqualTo(1);
        assertThat(page.written).hasToString("retry: 1000\n\n");
    }

    @Test
    void what_has_changed_is_sent_once_and_a_sign_of_life_every_fifteen_seconds() {
        var page = new Page();
        open("anna", page);

        for (int second = 0; second <= 31; second++) {
            streams.beat();
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(page.written).hasToString("event: progress\ndata: look 1\n\n: still here\n\n: still here\n\n");
    }

    @Test
    void the_last_state_ends_the_stream() {
        var page = new Page();
        open("anna", page);
        last = true;

        streams.beat();

        assertThat(page.written).hasToString("event: progress\ndata: look 1\n\n");
        assertThat(page.completions).isEqualTo(1);
    }

    @Test
    void nothing_is_written_before_the_container_says_that_it_may_and_nothing_is_lost_by_it() {
        var page = new Page();
        var stream =
                streams.stream(page.async(), page, login("anna"), caller("anna").id(), TOPIC);
        last = true;
        streams.beat();
        assertThat(page.writes).isZero();
        assertThat(page.completions).isZero();

        stream.onWritePossible();

        assertThat(page.written).hasToString("event: progress\ndata: look 1\n\n");
        assertThat(page.completions).isEqualTo(1);
    }

    @Test
    void the_last_state_is_not_lost_on_a_page_that_takes_a_moment() {
        var page = new Page();
        var stream = open("anna", page);
        page.ready = false;
        last = true;
        streams.beat();
        page.ready = true;
        streams.beat();
        assertThat(page.writes).as("only the container says that it may").isZero();
        assertThat(page.completions).isZero();

        stream.onWritePossible();

        assertThat(page.written).hasToString("event: progress\ndata: look 1\n\n");
        assertThat(page.completions).isEqualTo(1);
    }

    @Test
    void a_page_that_never_takes_its_last_state_is_closed_after_half_a_minute() {
        var page = new Page();
        open("anna", page);
        page.ready = false;
        last = true;
        streams.beat();
        now += Duration.ofSeconds(30).toNanos();
        streams.beat();

        assertThat(page.completions).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "streams that are open end with a hint to come again when their bundle leaves, and new ones are refused")
    void streams_end_with_a_hint_when_their_bundle_leaves() throws IOException {
        var page = new Page();
        open("anna", page);
        streams.beat();

        streams.drain(null, null);
        streams.beat();
        var answer = new Answer();
        streams.open(request(), answer.response(), login("anna"), caller("anna"), TOPIC);

        assertThat(page.written).hasToString("event: progress\ndata: look 1\n\nretry: 1000\n\n");
        assertThat(page.completions).isEqualTo(1);
        assertThat(answer.status).isEqualTo(503);
    }

    @Test
    void a_stream_ends_with_its_session_and_others_go_on() {
        var anna = new Page();
        var boris = new Page();
        open("anna", anna);
        open("boris", boris);
        streams.beat();

        loggedIn.remove("anna");
        topics.put(TOPIC, "look 2");
        streams.beat();

        assertThat(anna.written).hasToString("event: progress\ndata: look 1\n\n");
        assertThat(anna.completions).isEqualTo(1);
        assertThat(boris.written).asString().endsWith("data: look 2\n\n");
    }

    @Test
    void a_stream_ends_when_its_reader_may_no_longer_see_it() {
        var page = new Page();
        open("anna", page);

        readers = caller -> false;
        streams.beat();

        assertThat(page.written).isEmpty();
        assertThat(page.completions).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "a page that stops reading holds up nobody, gets only the newest state, and is closed after half a minute")
    void a_page_that_stops_reading_holds_up_nobody() {
        var stuck = new Page();
        var reading = new Page();
        var slow = open("anna", stuck);
        open("boris", reading);
        stuck.ready = false;

        for (int look = 1; look <= 20; look++) {
            topics.put(TOPIC, "look " + look);
            streams.beat();
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(reading.written).asString().contains("data: look 1\n", "data: look 20\n");
        assertThat(stuck.writes).isZero();

        stuck.ready = true;
        slow.onWritePossible();
        assertThat(stuck.written).hasToString("event: progress\ndata: look 20\n\n");

        stuck.ready = false;
        topics.put(TOPIC, "look 21");
        streams.beat();
        now += Duration.ofSeconds(30).toNanos();
        streams.beat();
        assertThat(stuck.completions).isEqualTo(1);
        assertThat(reading.completions).isZero();
    }

    @Test
    @DisplayName("all streams together ask once who is still there and once what there is to see")
    void all_streams_ask_once() {
        for (int page = 0; page < 15; page++) {
            open("anna", new Page());
            open("boris", new Page());
        }

        streams.beat();

        assertThat(questions).hasValue(2);
    }

    @Test
    void a_user_has_twenty_streams_and_others_are_not_concerned() throws IOException {
        for (int page = 0; page < 20; page++) {
            open("anna", new Page());
        }
        var refused = new Answer();
        streams.open(request(), refused.response(), login("anna"), caller("anna"), TOPIC);

        assertThat(refused.status).isEqualTo(429);
        assertThat(refused.retryAfter).isEqualTo("10");
        open("boris", new Page());
        streams.beat();
    }

    private Map<String, EventSource.State> look(Set<String> asked) {
        questions.incrementAndGet();
        Map<String, EventSource.State> states = new HashMap<>();
        asked.forEach(topic -> states.put(topic, new EventSource.State(topics.get(topic), readers, last)));
        return states;
    }

    private Stream open(String user, Page page) {
        return open(streams, user, page);
    }

    private Stream open(EventStreams to, String user, Page page) {
        var stream = to.stream(page.async(), page, login(user), caller(user).id(), TOPIC);
        stream.onWritePossible();
        return stream;
    }

    private static RequestFacts login(String user) {
        return new RequestFacts(Map.of("session", user), "");
    }

    private static Caller caller(String user) {
        return new Caller(new UserId(user.hashCode()), user, Locale.ENGLISH, Map.of());
    }

    private static HttpServletRequest request() {
        return as(HttpServletRequest.class, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T as(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Knows who is logged in; asked for many at once it counts one question. */
    private final class Logins implements Callers {

        @Override
        public Optional<Caller> whoIs(RequestFacts request) {
            return request.cookie("session").filter(loggedIn::contains).map(EventStreamsTest::caller);
        }

        @Override
        public Map<RequestFacts, Caller> whoAre(Set<RequestFacts> requests) {
            questions.incrementAndGet();
            return Callers.super.whoAre(requests);
        }
    }

    /** What a refused request is told. */
    private static final class Answer {

        private int status;
        private String retryAfter = "";

        HttpServletResponse response() {
            return as(HttpServletResponse.class, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "sendError" -> status = (int) arguments[0];
                    case "setHeader" -> retryAfter = arguments[1].toString();
                    default -> throw new UnsupportedOperationException(method.getName());
                }
                return null;
            });
        }
    }

    /** Keeps what is written; may be slow to read, or take its time and break. */
    private static final class Page extends ServletOutputStream {

        private final CountDownLatch writing = new CountDownLatch(1);
        private final StringBuilder written = new StringBuilder();
        private CountDownLatch broken;
        private boolean ready = true;
        private int writes;
        private int completions;

        AsyncContext async() {
            return as(AsyncContext.class, (proxy, method, arguments) -> {
                if (method.getName().equals("complete")) {
                    completions++;
                }
                return null;
            });
        }

        AsyncEvent broke() {
            return new AsyncEvent(async(), new IOException("Broken pipe"));
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            writes++;
            writing.countDown();
            if (broken != null) {
                awaitBreak();
                throw new IOException("Broken pipe");
            }
            written.append(new String(bytes, from, length, StandardCharsets.UTF_8));
        }

        private void awaitBreak() {
            try {
                broken.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            // The streams' own listener is called by the tests.
        }
    }
}
