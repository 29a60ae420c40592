package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.runtime.api.HttpAnswer.Kind;
import org.schoolcrm.runtime.api.HttpCall;

class HttpExchangeTest {

    private final JdkHttpExchange http = new JdkHttpExchange(new PublicAddressPolicy(false));
    private HttpServer server;

    @BeforeEach
    void a_peer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("X-Seen", exchange.getRequestMethod());
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", "/echo");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void brings_the_answer_as_it_is() {
        var answer = http.send(HttpCall.post(at("/echo"), "text/plain", "счёт").with("X-Own", "1"));

        assertThat(answer.kind()).isEqualTo(Kind.ANSWERED);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.isOk()).isTrue();
        assertThat(answer.text()).isEqualTo("счёт");
        assertThat(answer.headers()).containsEntry("x-seen", "POST");
    }

    @Test
    void follows_no_redirect() {
        assertThat(http.send(HttpCall.get(at("/away"))).status()).isEqualTo(302);
    }

    @Test
    void knows_that_a_closed_door_let_nothing_through() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertThat(http.send(HttpCall.get(URI.create("http://localhost:" + closed + "/")))
                        .kind())
                .isEqualTo(Kind.NOT_SENT);
    }

    @Test
    void knows_that_an_answer_cut_short_proves_nothing() {
        assertThat(http.send(HttpCall.get(at("/cut"))).kind()).isEqualTo(Kind.NO_ANSWER);
    }

    @Test
    void waits_no_longer_than_it_was_told() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var uri = URI.create("http://localhost:" + silent.getLocalPort() + "/");
            var call = new HttpCall("GET", uri, Map.of(), new byte[0], Duration.ofMillis(300), 100);

            assertThat(http.send(call).kind()).isEqualTo(Kind.NO_ANSWER);
        }
    }

    @Test
    void reads_no_more_of_an_answer_than_it_was_told() {
        var body = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
        var call = new HttpCall("POST", at("/echo"), Map.of(), body, Duration.ofSeconds(20), 99);

        assertThat(http.send(call).kind()).isEqualTo(Kind.NO_ANSWER);
        assertThat(http.send(call).detail()).contains("99 bytes");
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    @Test
    void a_call_whose_certificates_cannot_be_read_is_not_sent() {
        var answer = http.send(HttpCall.get(at("/echo")).trusting("no certificate"));

        assertThat(answer.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(answer.detail()).contains("certificates");
    }
}
