package org.schoolcrm.acquiring.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.schoolcrm.runtime.api.HttpAnswer;

/** What may come instead of a bank's answer: a proxy's page, a redirect into our own network, a text made to hurt. */
final class HostileAnswers {

    static final List<String> TEXTS = List.of(
            "",
            "{",
            "null",
            "[]",
            "\"text\"",
            "{\"a\":1e400}",
            "{\"Amount\":NaN}",
            "{\"amount\":" + "9".repeat(2000) + "}",
            "[".repeat(5000),
            "{\"a\":".repeat(2000),
            "{\"a\":\"" + "я".repeat(100_000) + "\"}",
            "%%%",
            "a=%zz",
            "\u0000\u0001",
            "&&&===",
            "<!doctype html><title>502 Bad Gateway</title>",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>");

    private static final String INSIDE = "http://169.254.169.254/latest/meta-data/";

    private HostileAnswers() {}

    record Nonsense(String name, HttpAnswer answer) {

        /** Behind what looks like success a bank may have opened the payment, so that it must not be sent again. */
        boolean mayHaveActed() {
            return answer.isOk();
        }
    }

    /** Every text as a good answer, every kind of redirect, pages of proxies, and bytes that are no text at all. */
    static Stream<Nonsense> all() {
        var texts = TEXTS.stream().map(text -> new Nonsense("text " + TEXTS.indexOf(text), HttpAnswer.of(200, text)));
        var redirects = Stream.of(301, 302, 303, 307, 308)
                .map(status ->
                        new Nonsense("redirect " + status, answer(status, Map.of("location", INSIDE), new byte[0])));
        var pages = Stream.of(200, 204, 404, 407, 500, 502, 503, 504)
                .map(status -> new Nonsense(
                        "page " + status,
                        answer(
                                status,
                                Map.of("content-type", "text/html", "retry-after", "-1"),
                                "<title>Proxy</title>".getBytes(StandardCharsets.UTF_8))));
        var noise = new Nonsense(
                "noise",
                answer(200, Map.of("content-type", "application/json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x7b}));
        return Stream.of(texts, redirects, pages, Stream.of(noise)).flatMap(some -> some);
    }

    private static HttpAnswer answer(int status, Map<String, String> headers, byte[] body) {
        return new HttpAnswer(HttpAnswer.Kind.ANSWERED, status, headers, body, "");
    }
}
