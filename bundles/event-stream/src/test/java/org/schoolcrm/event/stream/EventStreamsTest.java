package org.schoolcrm.event.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.schoolcrm.event.stream.EventStreams.Step;
import org.schoolcrm.event.stream.EventStreams.Stream;

/** Streams and the container's threads (ADR 0192). */
class EventStreamsTest {

    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch broken = new CountDownLatch(1);
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger completions = new AtomicInteger();
    private final StringBuilder written = new StringBuilder();
    private int looks;

    private final EventStreams streams = new EventStreams("progress", 1_000);
    private final Stream stream = streams.stream(page(new Connection()), () -> new Step("look " + ++looks, false));

    @Test
    void a_request_is_not_given_to_another_caller_while_a_beat_still_writes_to_it() throws Exception {
        var beat = new Thread(stream);
        beat.start();
        writing.await();
        var container = new Thread(this::takeBack);
        container.start();

        await().until(() -> container.getState() == Thread.State.BLOCKED);
        broken.countDown();
        beat.join();
        container.join();
    }

    @Test
    void nothing_is_written_or_completed_after_the_page_has_gone() {
        broken.countDown();
        stream.run();

        takeBack();
        stream.run();

        assertThat(writes).hasValue(1);
        assertThat(completions).hasValue(0);
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void a_source_that_has_gone_ends_the_stream_once() {
        var orphan = streams.stream(page(new Connection()), () -> {
            throw new IllegalStateException("stopped");
        });

        orphan.run();
        orphan.run();

        assertThat(completions).hasValue(1);
        assertThat(writes).hasValue(0);
    }

    @Test
    void what_has_changed_is_sent_once_and_a_sign_of_life_every_fifteen_seconds() {
        var steady = steady("17", false);

        for (int poll = 0; poll < 31; poll++) {
            steady.run();
        }
        assertThat(written).hasToString("event: progress\ndata: 17\n\n: still here\n\n: still here\n\n");
    }

    @Test
    void the_last_step_ends_the_stream() {
        steady("done", true).run();

        assertThat(written).hasToString("event: progress\ndata: done\n\n");
        assertThat(completions).hasValue(1);
    }

    @Test
    void streams_that_are_open_end_when_their_bundle_stops() {
        var open = steady("17", false);
        open.run();

        streams.close();
        open.run();

        assertThat(written).hasToString("event: progress\ndata: 17\n\n");
        assertThat(completions)
                .as("this one and the one that nobody has polled")
                .hasValue(2);
    }

    private Stream steady(String data, boolean last) {
        return streams.stream(page(new Recorder()), () -> new Step(data, last));
    }

    private void takeBack() {
        stream.onError(new AsyncEvent(page(new Connection()), new IOException("Broken pipe")));
    }

    private AsyncContext page(ServletOutputStream connection) {
        var response = as(HttpServletResponse.class, (proxy, method, arguments) -> connection);
        return as(AsyncContext.class, (proxy, method, arguments) -> {
            if (method.getName().equals("complete")) {
                completions.incrementAndGet();
            }
            return method.getName().equals("getResponse") ? response : null;
        });
    }

    private static <T> T as(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Takes its time, then breaks. */
    private final class Connection extends Output {

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            writes.incrementAndGet();
            writing.countDown();
            try {
                broken.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IOException("Broken pipe");
        }
    }

    /** Keeps what is written. */
    private final class Recorder extends Output {

        @Override
        public void write(byte[] bytes, int from, int length) {
            written.append(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    private abstract static class Output extends ServletOutputStream {

        @Override
        public final void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public final boolean isReady() {
            return true;
        }

        @Override
        public final void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
