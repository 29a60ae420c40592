package org.schoolcrm.itests.karaf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;

/** D4, in the profile {@code under-load}: whoever is slow holds up nobody else, for a minute and longer. */
@ExtendWith(KarafContainer.class)
class SlowClients {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PAGES = 60;

    private final Karaf karaf;
    private final RawHttp other;
    private final List<Socket> slow = new ArrayList<>();
    private final List<Future<?>> repeated = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    SlowClients(Karaf karaf) {
        this.karaf = karaf;
        this.other = new RawHttp(karaf.home(), "127.0.6.200");
    }

    @AfterEach
    void close() throws IOException {
        repeated.forEach(one -> one.cancel(false));
        clock.shutdownNow();
        for (var socket : slow) {
            socket.close();
        }
    }

    @Test
    void four_hundred_requests_that_never_end_their_headers() {
        connect(400, "127.0.6.1", "GET /login HTTP/1.1\r\nHost: loc");
        dripEverywhere();

        othersAreServed();
    }

    @Test
    @DisplayName("two hundred and sixty bodies of one client, a byte every five seconds, replaced as they are cut off")
    void slow_bodies() {
        var request = "POST /hooks/sandbox/aaaa HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";
        connect(260, "127.0.6.2", request);
        dripEverywhere();
        repeated.add(clock.scheduleAtFixedRate(() -> connect(50, "127.0.6.2", request), 5, 5, TimeUnit.SECONDS));

        othersAreServed();
    }

    @Test
    void bodies_that_are_due_a_refusal_are_refused_before_they_come() {
        var answer = new RawHttp(karaf.home(), "127.0.6.3")
                .send(
                        "POST /crm/api/v1/invoices HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1000\r\n\r\n{",
                        PATIENCE);

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void readers_that_stop_reading() {
        var many = "GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500);
        connect(100, "127.0.6.4", many);

        othersAreServed();
    }

    @Test
    @DisplayName("event streams of one user that nobody reads: twenty stay, others are refused, other users see theirs")
    void event_streams() {
        var cookie = karaf.browser().logIn("viewer").cookie();
        var stream = "GET /demo/events HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n\r\n";
        connect(100, "127.0.6.5", stream);

        othersAreServed();
        assertThat(new RawHttp(karaf.home(), "127.0.6.6")
                        .send(stream, Duration.ofSeconds(2))
                        .status())
                .isEqualTo(429);
        var admin = karaf.browser().logIn("admin").cookie();
        assertThat(new RawHttp(karaf.home(), "127.0.6.7")
                        .send(stream.replace(cookie, admin), Duration.ofSeconds(2))
                        .status())
                .isEqualTo(200);
    }

    private void othersAreServed() {
        for (int page = 0; page < PAGES; page++) {
            var answer = other.send("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", PATIENCE);
            assertThat(answer.status()).as("page " + page).isEqualTo(200);
            pause();
        }
    }

    /** What lies between two pages is the load's time, not the test's. */
    private void pause() {
        try {
            clock.schedule(() -> {}, 1, TimeUnit.SECONDS).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void dripEverywhere() {
        repeated.add(clock.scheduleAtFixedRate(
                () -> {
                    synchronized (slow) {
                        slow.removeIf(socket -> !drip(socket));
                    }
                },
                5,
                5,
                TimeUnit.SECONDS));
    }

    private static boolean drip(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As many of them as the server takes. */
    private void connect(int number, String from, String request) {
        for (int one = 0; one < number; one++) {
            try {
                var socket = new Socket();
                socket.setReceiveBufferSize(1_024);
                socket.bind(new InetSocketAddress(InetAddress.getAllByName(from)[0], 0));
                socket.connect(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), karaf.home().getPort()),
                        5_000);
                synchronized (slow) {
                    slow.add(socket);
                }
                clock.execute(() -> send(socket, request));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void send(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
        } catch (IOException e) {
            drip(socket);
        }
    }
}
