package org.schoolcrm.itests.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderCallStore;
import org.schoolcrm.channel.testkit.ProviderAccountsMemory;
import org.schoolcrm.itests.karaf.RawHttp;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Meters;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.RecordedMeters;
import org.schoolcrm.runtime.testkit.SettableClock;

/**
 * The edge that banks call, byte by byte: what reaches billing, and what goes back. {@code answers.txt} was recorded from a
 * plain servlet; a bank must not notice what serves it.
 */
class WebhookWireTest {

    private static final Path ANSWERS = Path.of("src/test/resources/webhooks/answers.txt");
    private static final String KEY = "/hooks/sandbox/AAAAAAAAAAAAAAAAAAAAAAAA";
    private static final int LIMIT = 64 * 1024;

    private static final Wiring WIRING = new Wiring();
    private static final Map<String, String> SEEN = new TreeMap<>();
    private static TestServer server;
    private static Map<String, String> recorded;

    @BeforeAll
    static void open() throws IOException {
        recorded = read();
        WIRING.offer(Acquiring.class, new EchoingBank())
                .offer(ProviderAccountStore.class, new ProviderAccountsMemory(List.of()))
                .offer(ProviderCallStore.class, new NoCalls())
                .offer(Transactions.class, new DirectTransactions())
                .offer(Clock.class, new SettableClock(Instant.parse("2026-09-10T09:00:00Z")))
                .offer(Meters.class, new RecordedMeters());
        server = TestServer.open(Map.of("/hooks/*", (Servlet) WIRING.servlet("webhooks", "edge")));
    }

    /** What was seen lies in {@code target}, to be compared when it differs. */
    @AfterAll
    static void close() throws IOException {
        server.close();
        WIRING.close();
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target/webhook-answers.txt"),
                SEEN.entrySet().stream()
                        .map(one -> "### " + one.getKey() + "\n" + one.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    private record Call(String name, String request) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void the_answer_is_the_recorded_one(Call call) {
        var answer = new RawHttp(URI.create(server.address()), "127.0.0.1")
                .send(call.request().getBytes(UTF_8), Duration.ofSeconds(10))
                .text()
                .replaceAll("\r\n", "\n")
                .replaceAll("Date: .*\n", "")
                .stripTrailing();
        SEEN.put(call.name(), sorted(answer));

        assertThat(sorted(answer)).isEqualTo(recorded.get(call.name()));
    }

    static Stream<Call> calls() {
        return Stream.of(
                        Stream.of(
                                post("plain", KEY, "Content-Type: application/json\r\n", "{\"a\": \"строка\"}"),
                                post("no content type", KEY, "", "{\"a\":1}"),
                                post("no body", KEY, "Content-Type: application/json\r\n", ""),
                                post("a content type that is none", KEY, "Content-Type: foo\r\n", "x"),
                                post("an empty content type", KEY, "Content-Type: \r\n", "x"),
                                post("any content type", KEY, "Content-Type: */*\r\n", "x"),
                                post("xml", KEY, "Content-Type: application/xml\r\n", "<?xml version='1.0'?><a/>"),
                                post(
                                        "multipart",
                                        KEY,
                                        "Content-Type: multipart/form-data; boundary=x\r\n",
                                        "--x--\r\n"),
                                post("a charset that is none", KEY, "Content-Type: text/plain; charset=bogus\r\n", "x"),
                                post(
                                        "a form",
                                        KEY,
                                        "Content-Type: application/x-www-form-urlencoded\r\n",
                                        "a=1&b=%d0%9f+x&a=2"),
                                post("accepts json", KEY, "Accept: application/json\r\n", "x"),
                                post("accepts pictures only", KEY, "Accept: image/png\r\n", "x"),
                                post("accepts nonsense", KEY, "Accept: ;;;/\r\n", "x"),
                                post("other languages", KEY, "Accept-Language: xx-;q=,\r\nAccept-Charset: no\r\n", "x"),
                                post("a method override", KEY, "X-HTTP-Method-Override: DELETE\r\n", "x"),
                                post("odd credentials", KEY, "Authorization: Basic %%%\r\nCookie: abc\r\n", "x"),
                                post("with a type", KEY + "/pay", "", "x"),
                                post("a type and a slash", KEY + "/pay/", "", "x"),
                                post("a slash at the end", KEY + "/", "", "x"),
                                post("too deep", KEY + "/pay/more", "", "x"),
                                post("too short", "/hooks/sandbox", "", "x"),
                                post("an empty key", "/hooks/sandbox/", "", "x"),
                                post("the edge itself", "/hooks", "", "x"),
                                post("the edge and a slash", "/hooks/", "", "x"),
                                post("two slashes", "/hooks//sandbox/key", "", "x"),
                                post("dots", "/hooks/a/../sandbox/key", "", "x"),
                                post("path parameters", "/hooks/sandbox;a=b/key;c=d", "", "x"),
                                post("an encoded letter", "/%68ooks/sandbo%78/%d0%9f", "", "x"),
                                post("an encoded space", "/hooks/sandbox/a%20b%2Bc+d", "", "x"),
                                post("an account for messages that is none", "/hooks/messages/smsc/key", "", "x"),
                                post("messages too short", "/hooks/messages/smsc", "", "x"),
                                post("messages too deep", "/hooks/messages/smsc/key/a/b", "", "x"),
                                post("billing broke", "/hooks/sandbox/broken", "", "x"),
                                post("billing is away", "/hooks/sandbox/away", "", "x"),
                                post("another status and type", "/hooks/sandbox/xml", "", "x"),
                                post("nothing to say", "/hooks/sandbox/silent", "", "x"),
                                post("the largest body", KEY, "", "x".repeat(LIMIT)),
                                post("a byte more", KEY, "", "x".repeat(LIMIT + 1)),
                                chunked("chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
                                get("get", KEY, ""),
                                get("a query", KEY + "?a=%d0%9f+b&a=&=c&%zz&x=1%3D2", ""),
                                get("a query that looks like a switch", KEY + "?_method=PUT&_type=xml&_wadl", ""),
                                get("wadl", KEY + "?_wadl", ""),
                                get("wsdl", KEY + "?wsdl&xsd=1", ""),
                                get("a language in the address", KEY + ".json?_lang=ru", ""),
                                get("services", "/hooks/services", ""),
                                get("get nothing", "/hooks", "")),
                        Stream.of("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "FOO", "post")
                                .map(verb -> call(verb, verb, KEY, "", "")),
                        Stream.of(call("PUT too short", "PUT", "/hooks/x", "", "")))
                .flatMap(same -> same);
    }

    private static Call post(String name, String path, String headers, String body) {
        return call(name, "POST", path, headers + "X-Seal: a b  c\r\n", body);
    }

    private static Call get(String name, String path, String headers) {
        return call(name, "GET", path, headers, "");
    }

    private static Call chunked(String name, String body) {
        return new Call(
                name,
                "POST " + KEY
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + body);
    }

    private static Call call(String name, String method, String path, String headers, String body) {
        int length = body.getBytes(UTF_8).length;
        return new Call(
                name,
                method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                        + (method.equals("POST") ? "Content-Length: " + length + "\r\n" : "") + "\r\n" + body);
    }

    /** Nobody gets so far as to have a call kept. */
    private static final class NoCalls implements ProviderCallStore {

        @Override
        public boolean keep(ProviderAccountId account, String key, RawWebhook call, boolean verified) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<KeptCall> waiting(Set<ProviderAccountId> accounts, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void done(long id, State state) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(Duration age) {
            throw new UnsupportedOperationException();
        }
    }

    /** Headers in the order of the alphabet: theirs means nothing. */
    private static String sorted(String answer) {
        int end = answer.indexOf("\n\n");
        var head = end < 0 ? answer : answer.substring(0, end);
        var lines = head.split("\n", -1);
        return lines[0] + "\n"
                + Arrays.stream(lines).skip(1).sorted().collect(Collectors.joining("\n"))
                + (end < 0 ? "" : answer.substring(end));
    }

    private static Map<String, String> read() throws IOException {
        if (!Files.exists(ANSWERS)) {
            return Map.of();
        }
        return Arrays.stream(Files.readString(ANSWERS).split("(?m)^### ", -1))
                .skip(1)
                .map(one -> one.split("\n", 2))
                .collect(Collectors.toMap(one -> one[0], one -> one[1].stripTrailing()));
    }
}
