package org.schoolcrm.itests.application;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.StreamingOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.http.edge.DrainedServlet;
import org.schoolcrm.http.edge.InFlight;
import org.schoolcrm.http.edge.jaxrs.JaxrsServlet;

/** Requests that are in an edge while its bundle leaves, held at each stage: all are answered, and nobody comes in. */
class DrainTest {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final InFlight requests = new InFlight();
    private final JaxrsServlet jaxrs = new JaxrsServlet(List.of(new Held()), List.of());
    private TestServer server;
    private Thread leaving;

    @BeforeEach
    void open() {
        server = TestServer.open(Map.of("/edge/*", new DrainedServlet(jaxrs, requests)));
        leaving = new Thread(() -> {
            requests.drain(null, null);
            jaxrs.close();
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName(
            "held before its body has come, in the resource and while its answer is written: each request is answered")
    void each_request_is_answered_whatever_stage_it_is_in() throws Exception {
        try (var reads = socket("POST /edge/body HTTP/1.1", "Content-Length: 4", "ab");
                var resource = socket("GET /edge/resource HTTP/1.1", "X: y", "");
                var writes = socket("GET /edge/answer HTTP/1.1", "X: y", "")) {
            inside.await();
            writing.await();
            awaitReader();
            leaving.start();
            await().until(() -> leaving.getState() == Thread.State.TIMED_WAITING);

            assertThat(server.payer("GET", "/edge/resource").statusCode()).isEqualTo(503);
            assertThat(server.payer("GET", "/edge/resource").headers().firstValue("Retry-After"))
                    .contains("10");

            go.countDown();
            reads.getOutputStream().write("cd".getBytes(US_ASCII));
            assertThat(answer(reads)).startsWith("HTTP/1.1 200").contains("abcd");
            assertThat(answer(resource)).startsWith("HTTP/1.1 200").contains("held");
            assertThat(answer(writes)).startsWith("HTTP/1.1 200").contains("first", "second");
            leaving.join();
        }
    }

    @Test
    void a_refusal_does_not_wait_for_the_body_that_it_refuses() throws Exception {
        try (var refused = socket("POST /edge/nowhere HTTP/1.1", "Content-Length: 1000", "{")) {
            var head = new String(refused.getInputStream().readNBytes(12), US_ASCII);

            assertThat(head).isEqualTo("HTTP/1.1 404");
        }
    }

    @Test
    @DisplayName("an edge that nobody is in leaves at once, and its address says so")
    void an_empty_edge_leaves_at_once() throws Exception {
        leaving.start();
        leaving.join();

        assertThat(server.payer("GET", "/edge/resource").statusCode()).isEqualTo(503);
    }

    @Test
    void one_edge_that_leaves_does_not_concern_another() throws Exception {
        var other = new JaxrsServlet(List.of(new Held()), List.of());
        go.countDown();
        try (var neighbour = TestServer.open(Map.of("/edge/*", new DrainedServlet(other, new InFlight())))) {
            leaving.start();
            leaving.join();

            assertThat(neighbour.payer("GET", "/edge/resource").statusCode()).isEqualTo(200);
        } finally {
            other.close();
        }
    }

    /** The thread that waits for the rest of the body. */
    private static void awaitReader() {
        await().until(() -> Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> List.of(stack).stream()
                        .anyMatch(frame -> frame.getClassName().endsWith("DrainTest$Held")
                                && frame.getMethodName().equals("body"))));
    }

    private Socket socket(String request, String header, String body) throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort());
        socket.getOutputStream()
                .write((request + "\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n" + body)
                        .getBytes(US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes its time at each stage. */
    @Path("/")
    public class Held {

        @POST
        @Path("body")
        public String body(InputStream body) throws IOException {
            return new String(body.readAllBytes(), US_ASCII);
        }

        @GET
        @Path("resource")
        public String resource() {
            inside.countDown();
            hold(go);
            return "held";
        }

        @GET
        @Path("answer")
        public StreamingOutput answer() {
            return out -> {
                out.write("first ".getBytes(US_ASCII));
                writing.countDown();
                hold(go);
                out.write("second".getBytes(US_ASCII));
            };
        }
    }
}
