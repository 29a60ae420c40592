package org.schoolcrm.itests.karaf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;

/** D1, D2, D4, D5: requests that no browser sends. One answer for each request at most, never a 500, never a stack trace. */
@ExtendWith(KarafContainer.class)
class RawSocketIT {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final String HOST = "Host: localhost\r\n";
    private static final String END = "\r\n";
    /** What a smuggler hides; its own answer would be a second one on the connection. */
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final Set<Integer> CALM =
            Set.of(200, 302, 400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 417, 426, 431, 501, 505);

    private final Karaf karaf;
    private final RawHttp http;

    RawSocketIT(Karaf karaf) {
        this.karaf = karaf;
        this.http = new RawHttp(karaf.home(), "127.0.3.1");
    }

    private record Payload(String name, String bytes, int answers) {

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void there_are_more_than_fifty() {
        assertThat(smuggling().count() + malformed().count()).isGreaterThan(50);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggling")
    void an_ambiguous_length_never_hides_a_second_request(Payload payload) {
        var answer = http.send(payload.bytes(), SHORT);

        calm(answer);
        assertThat(answer.statuses()).as(answer.text()).hasSizeLessThanOrEqualTo(payload.answers());
        assertThat(answer.text()).doesNotContain("/hidden");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void a_malformed_request_is_refused_calmly(Payload payload) {
        var answer = http.send(payload.bytes(), SHORT);

        calm(answer);
        assertThat(answer.statuses()).as(answer.text()).hasSizeLessThanOrEqualTo(payload.answers());
        assertThat(http.request("GET", "/login", "", "").status()).isEqualTo(200);
    }

    @Test
    void two_honest_requests_on_one_connection_have_two_answers_in_order() {
        var answer = http.send(
                "GET /login HTTP/1.1\r\n" + HOST + END + "GET /no/such HTTP/1.1\r\n" + HOST + "Connection: close\r\n"
                        + END,
                Duration.ofSeconds(10));

        assertThat(answer.statuses()).containsExactly(200, 404);
    }

    @Test
    void an_endless_body_is_cut_off_and_leaves_no_heap_behind() throws IOException {
        long before = heap();
        var chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(US_ASCII);
        int sent = 0;
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), karaf.home().getPort())) {
            socket.getOutputStream()
                    .write(("POST /hooks/sandbox/none HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n")
                            .getBytes(US_ASCII));
            for (; sent < 256 * 1024 * 1024; sent += chunk.length) {
                socket.getOutputStream().write(chunk);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|abort).*");
        }

        assertThat(sent).isLessThan(16 * 1024 * 1024);
        assertThat(heap() - before).isLessThan(48L * 1024 * 1024);
    }

    /** D4: each of them sends the beginning of a request and then nothing. */
    @Test
    void three_hundred_silent_connections_keep_nobody_waiting() throws IOException {
        var silent = new ArrayList<Socket>();
        try {
            for (int one = 0; one < 300; one++) {
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), karaf.home().getPort());
                socket.getOutputStream().write("POST /login HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
                silent.add(socket);
            }
            for (int page = 0; page < 20; page++) {
                assertThat(http.request("GET", "/login", "", "").status()).isEqualTo(200);
            }
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    /** RFC 9112 6.3 and what front ends and back ends have disagreed about. */
    static Stream<Payload> smuggling() {
        var post = "POST /hooks/sandbox/none HTTP/1.1\r\n" + HOST;
        var chunked = "Transfer-Encoding: chunked\r\n";
        var last = "0\r\n\r\n";
        var both = post + "Content-Length: 4\r\n" + chunked;
        return Stream.of(
                one("CL.TE", both + END + last + HIDDEN),
                one("TE.CL", post + chunked + "Content-Length: 3\r\n" + END + "8\r\nabcdefgh\r\n" + last + HIDDEN),
                one("TE.TE twice chunked", post + chunked + chunked + END + last + HIDDEN),
                one("TE chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n" + END + last + HIDDEN),
                one("TE identity, chunked", both.replace("chunked", "identity, chunked") + END + last + HIDDEN),
                one("TE xchunked", both.replace("chunked", "xchunked") + END + last + HIDDEN),
                one("TE in quotes", both.replace("chunked", "\"chunked\"") + END + last + HIDDEN),
                one("TE with a space before the colon", both.replace("Encoding:", "Encoding :") + END + last + HIDDEN),
                one("TE after a tab", both.replace("Encoding: ", "Encoding:\t") + END + last + HIDDEN),
                one("TE after a vertical tab", both.replace("Encoding: ", "Encoding: \u000b") + END + last + HIDDEN),
                one("TE folded", both.replace("Encoding: ", "Encoding:\r\n ") + END + last + HIDDEN),
                one("TE with a NUL", both.replace("chunked", "chunked\u0000") + END + last + HIDDEN),
                one("TE behind a bare LF", post + "X: y\n" + chunked + "Content-Length: 4\r\n" + END + last + HIDDEN),
                one("TE behind a bare CR", post + "X: y\r" + chunked + "Content-Length: 4\r\n" + END + last + HIDDEN),
                one("two lengths", post + "Content-Length: 0\r\nContent-Length: 44\r\n" + END + HIDDEN),
                one("two equal lengths", post + "Content-Length: 0\r\nContent-Length: 0\r\n" + END + HIDDEN),
                one("a list of lengths", post + "Content-Length: 0, 44\r\n" + END + HIDDEN),
                one("a length with a plus", post + "Content-Length: +44\r\n" + END + HIDDEN),
                one("a negative length", post + "Content-Length: -1\r\n" + END + HIDDEN),
                one("a hexadecimal length", post + "Content-Length: 0x2c\r\n" + END + HIDDEN),
                one("a length beyond long", post + "Content-Length: 99999999999999999999\r\n" + END + HIDDEN),
                one("a length with letters", post + "Content-Length: 4a\r\n" + END + HIDDEN),
                one("an empty length", post + "Content-Length: \r\n" + END + HIDDEN),
                one("a length with a space before the colon", post + "Content-Length : 44\r\n" + END + HIDDEN),
                one("a chunk extension in quotes", post + chunked + END + "1;x=\"\r\nx\r\n0\r\n\r\n" + HIDDEN + "\""),
                one("a chunk extension with a bare LF", post + chunked + END + "1;\nx\r\n" + last + HIDDEN),
                one("a chunk size with an underscore", post + chunked + END + "1_0\r\nx\r\n" + last + HIDDEN),
                one("a chunk size with 0x", post + chunked + END + "0x1\r\nx\r\n" + last + HIDDEN),
                one("a chunk size with a minus", post + chunked + END + "-1\r\nx\r\n" + last + HIDDEN),
                one("a chunk size beyond int", post + chunked + END + "fffffffff\r\nx\r\n" + last + HIDDEN),
                one("a chunk without its end", post + chunked + END + "1\r\nxy\r\n" + last + HIDDEN),
                one("an endless chunk extension", post + chunked + END + "1;" + "a".repeat(9_000) + "\r\nx\r\n" + last),
                one("endless trailers", post + chunked + END + "0\r\n" + "T: t\r\n".repeat(3_000) + END + HIDDEN),
                one(
                        "chunked in HTTP/1.0",
                        "POST /hooks/sandbox/none HTTP/1.0\r\n" + HOST + "Connection: keep-alive\r\n" + chunked + END
                                + last + HIDDEN),
                one(
                        "an upgrade to h2c",
                        "GET /login HTTP/1.1\r\n" + HOST + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n" + END),
                one("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    }

    static Stream<Payload> malformed() {
        var get = "GET /login HTTP/1.1\r\n";
        return Stream.of(
                one("no host", get + END),
                one("two hosts", get + HOST + "Host: evil.example\r\n" + END),
                one("a host with a path", get + "Host: localhost/evil\r\n" + END),
                one("a host with an at sign", get + "Host: a@b\r\n" + END),
                one("another host in the address", "GET http://evil.example/login HTTP/1.1\r\n" + HOST + END),
                one("an absolute address", "GET http://localhost/login HTTP/1.1\r\n" + HOST + END),
                one("no version", "GET /login\r\n\r\n"),
                one("an unknown version", "GET /login HTTP/9.9\r\n" + HOST + END),
                one("a version with a letter", "GET /login HTTP/1.x\r\n" + HOST + END),
                one("no address", "GET HTTP/1.1\r\n" + HOST + END),
                one("two spaces", "GET  /login  HTTP/1.1\r\n" + HOST + END),
                one("a tab for a space", "GET\t/login\tHTTP/1.1\r\n" + HOST + END),
                one("a method with a NUL", "G\u0000T /login HTTP/1.1\r\n" + HOST + END),
                one("an unknown method", "BREW /login HTTP/1.1\r\n" + HOST + END),
                one("a method in lower case", "get /login HTTP/1.1\r\n" + HOST + END),
                one("CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + END),
                one("TRACE", "TRACE /login HTTP/1.1\r\n" + HOST + END),
                one("an endless method", "A".repeat(20_000) + " / HTTP/1.1\r\n" + HOST + END),
                one("an endless address", "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + END),
                one("an endless header", get + HOST + "X: " + "a".repeat(20_000) + "\r\n" + END),
                one("an endless header name", get + HOST + "a".repeat(20_000) + ": x\r\n" + END),
                one("a thousand headers", get + HOST + "X: y\r\n".repeat(1_000) + END),
                one("a thousand cookies", get + HOST + "Cookie: " + "a=b; ".repeat(1_000) + "\r\n" + END),
                one("a header without a colon", get + HOST + "nonsense\r\n" + END),
                one("a header without a name", get + HOST + ": x\r\n" + END),
                one("a header with a NUL", get + HOST + "X: a\u0000b\r\n" + END),
                one("a header that starts with a space", get + " " + HOST + END),
                one("a header with a line break of its own", get + HOST + "X: a\rSet-Cookie: b\r\n" + END),
                one("raw bytes in the address", "GET /\u0001\u0002\u00ff HTTP/1.1\r\n" + HOST + END),
                one("raw brackets in the address", "GET /<script>|{}^`\" HTTP/1.1\r\n" + HOST + END),
                one("half an escape in the address", "GET /%2 HTTP/1.1\r\n" + HOST + END),
                one("overlong UTF-8 in the address", "GET /%c0%ae%c0%ae/ HTTP/1.1\r\n" + HOST + END),
                one("an escaped NUL in the address", "GET /login%00.html HTTP/1.1\r\n" + HOST + END),
                one("escaped dots in the address", "GET /i/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + END),
                one("backslashes in the address", "GET /\\..\\..\\etc HTTP/1.1\r\n" + HOST + END),
                one("a semicolon in the address", "GET /login;jsessionid=x;/../ HTTP/1.1\r\n" + HOST + END),
                one("a line break in the address", "GET /login%0d%0aSet-Cookie:x HTTP/1.1\r\n" + HOST + END),
                one("a fragment in the address", "GET /login#x HTTP/1.1\r\n" + HOST + END),
                one("an expectation nobody meets", get + HOST + "Expect: 200-ok\r\n" + END),
                one("a range of ranges", get + HOST + "Range: bytes=" + "0-,".repeat(2_000) + "0-\r\n" + END),
                one("a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                one("nothing but line breaks", "\r\n".repeat(50)),
                one("nothing but NULs", "\u0000".repeat(500)),
                one("half a request line", "GE"),
                one("half a header", get + "Hos"),
                one("half a body", json("Content-Length: 100\r\n", "{\"branch\":")),
                one("deep JSON", json(5_000, "[".repeat(5_000))),
                one("a huge number in JSON", json(1_007, "{\"a\":" + "9".repeat(1_001) + "}")),
                one("bytes that are not UTF-8 in JSON", json(4, "\"\u00ff\u00fe\"")),
                one("XML for the API", json(20, "<!DOCTYPE a><a></a> ").replace("json", "xml")),
                one("a form for the API", json(3, "a=b").replace("json", "x-www-form-urlencoded")),
                one("a compressed body", json("Content-Encoding: gzip\r\nContent-Length: 3\r\n", "\u001f\u008b\b")));
    }

    private static Payload one(String name, String bytes) {
        return new Payload(name, bytes, 1);
    }

    private static String json(int length, String body) {
        return json("Content-Length: " + length + "\r\n", body);
    }

    private static String json(String headers, String body) {
        return "POST /crm/api/v1/invoices HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n" + headers + END
                + body;
    }

    private static void calm(RawHttp.Answer answer) {
        assertThat(CALM).containsAll(answer.statuses());
        assertThat(answer.text())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContainIgnoringCase("tomcat");
    }

    private long heap() {
        return List.of("[B", "[C", "java.lang.String").stream()
                .mapToLong(karaf.operator()::bytes)
                .sum();
    }
}
