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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.runtime.api.HttpAnswer.Kind;
import org.schoolcrm.runtime.api.HttpCall;

/** What somebody has typed in is called only where everybody may look. */
class PinnedHttpClientTest {

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<String> body = new AtomicReference<>("");
    private HttpServer server;

    @BeforeEach
    void a_peer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            requests.incrementAndGet();
            body.set(exchange.getRequestHeaders().getFirst("x-own")
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", "/hook");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @DisplayName("D17 no address of the own network is called, however it is written")
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fc00::1]",
                "[fe80::1]",
                "[ff02::1]",
                "localhost"
            })
    void addresses_of_the_own_network_are_refused(String host) {
        var answer = new PinnedHttpClient(false).send(call("https://" + host + ":" + port() + "/hook"));

        assertThat(answer.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.32.0.1",
                "172.15.255.255",
                "100.128.0.1",
                "2a02:6b8::1",
                "2606:4700::1"
            })
    void public_addresses_are_public(String address) throws IOException {
        assertThat(PublicAddress.is(InetAddress.getAllByName(address)[0])).isTrue();
    }

    @Test
    @DisplayName("D17 one private address among public ones refuses them all, and a name is looked up once")
    void a_name_that_changes_its_mind_is_not_followed() throws IOException {
        var lookups = new AtomicInteger();
        var mixed =
                new InetAddress[] {InetAddress.getAllByName("8.8.8.8")[0], InetAddress.getAllByName("127.0.0.1")[0]};
        var rebinding = new PinnedHttpClient(false, host -> {
            lookups.incrementAndGet();
            return mixed;
        });

        assertThat(rebinding
                        .send(call("https://rebind.example:" + port() + "/hook"))
                        .kind())
                .isEqualTo(Kind.NOT_SENT);
        assertThat(lookups).hasValue(1);
        assertThat(requests).hasValue(0);
    }

    @Test
    void the_connection_goes_to_the_address_that_was_looked_at() {
        var pinned = new PinnedHttpClient(true, host -> new InetAddress[] {InetAddress.getLoopbackAddress()});

        var answer = pinned.send(call("http://some.example:" + port() + "/hook").with("x-own", "1"));

        assertThat(answer.kind()).isEqualTo(Kind.ANSWERED);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(body).hasValue("1news");
    }

    @Test
    void redirects_are_not_followed() {
        assertThat(new PinnedHttpClient(true)
                        .send(call("http://127.0.0.1:" + port() + "/away"))
                        .status())
                .isEqualTo(302);
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://8.8.8.8/", "ftp://8.8.8.8/", "file:///etc/passwd", "gopher://8.8.8.8/"})
    void only_https_is_sent(String address) {
        assertThat(new PinnedHttpClient(false).send(call(address)).kind()).isEqualTo(Kind.NOT_SENT);
    }

    @Test
    void a_peer_that_says_nothing_is_not_waited_for() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var call = new HttpCall(
                    "POST",
                    URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"),
                    Map.of(),
                    new byte[0],
                    Duration.ofMillis(300),
                    100);

            assertThat(new PinnedHttpClient(true).send(call).kind()).isEqualTo(Kind.NO_ANSWER);
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static HttpCall call(String address) {
        return HttpCall.post(URI.create(address), "text/plain", "news");
    }
}
