package org.schoolcrm.rest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.schoolcrm.rest.event.EventStreams.Step;
import org.schoolcrm.rest.event.EventStreams.Stream;

/** Streams and the container's threads (ADR 0192). */
class EventStreamsTest {

    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch broken = new CountDownLatch(1);
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger completions = new AtomicInteger();
    private int looks;

    private final Stream stream = new Stream(page(), () -> new Step("look " + ++looks, false));

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
        var orphan = new Stream(page(), () -> {
            throw new IllegalStateException("stopped");
        });

        orphan.run();
        orphan.run();

        assertThat(completions).hasValue(1);
        assertThat(writes).hasValue(0);
    }

    private void takeBack() {
        stream.onError(new AsyncEvent(page(), new IOException("Broken pipe")));
    }

    private AsyncContext page() {
        var response = as(HttpServletResponse.class, (proxy, method, arguments) -> new Connection());
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
    private final class Connection extends ServletOutputStream {

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

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
