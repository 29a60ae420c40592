package org.schoolcrm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

/** D1, D4: a body ends at its limit however it is sent, and may not drip for ever. */
class MeteredBodyTest {

    private final MeteredBody body = new MeteredBody(new EndlessWire());

    @Test
    void an_endless_stream_ends_at_the_limit() throws IOException {
        body.begin(2_500, Duration.ofMinutes(1));
        body.doRead(null);
        body.doRead(null);

        assertThatThrownBy(() -> body.doRead(null)).isInstanceOf(IOException.class);
        assertThat(body.exceeded()).isTrue();
    }

    @Test
    void a_body_that_takes_too_long_ends_too() {
        body.begin(Long.MAX_VALUE, Duration.ofNanos(-1));

        assertThatThrownBy(() -> body.doRead(null)).hasMessageContaining("slowly");
        assertThat(body.exceeded()).isFalse();
    }

    @Test
    void the_next_request_on_the_same_connection_starts_anew() {
        body.begin(10, Duration.ofMinutes(1));
        assertThatThrownBy(() -> body.doRead(null)).isInstanceOf(IOException.class);

        body.begin(1_000, Duration.ofMinutes(1));
        assertThatCode(() -> body.doRead(null)).doesNotThrowAnyException();
    }

    @Test
    void too_many_fields_at_its_end_are_too_much_of_a_body() {
        var wordy = new MeteredBody(new WordyWire());
        wordy.begin(1_000, Duration.ofMinutes(1));

        assertThatThrownBy(() -> wordy.doRead(null)).isInstanceOf(IOException.class);
        assertThat(wordy.exceeded()).isTrue();
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
}
