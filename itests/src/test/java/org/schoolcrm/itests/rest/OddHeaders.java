package org.schoolcrm.itests.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Headers that no decent client sends, one at a time. */
final class OddHeaders {

    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("Origin", List.of("http://a b", "null", "http://[", "%", "://", "http://localhost:99999999999")),
            Map.entry(
                    "Cookie",
                    List.of(
                            "abc",
                            "=",
                            "=x",
                            "a=b; c",
                            "crm_session",
                            "crm_session=\"",
                            "$Version=1; x",
                            ";;;",
                            "a b=c")),
            Map.entry(
                    "Accept-Language",
                    List.of("-", "_", "x-", "*", "en;q=2", "ru;q=a", "en-US-x-", ",,,", "q=1", "a".repeat(300))),
            Map.entry(
                    "Accept",
                    List.of(
                            "x",
                            "*",
                            "text/",
                            "/",
                            "a/b/c",
                            "application/json;q=a",
                            "application/json;q=0",
                            "image/png")),
            Map.entry(
                    "Content-Type",
                    List.of(
                            "foo",
                            "*/*",
                            "/",
                            "application/json; charset=",
                            "application/json; charset=bogus",
                            "application/json; charset=utf-16",
                            "text/plain",
                            "multipart/form-data",
                            "application/x-www-form-urlencoded")),
            Map.entry("If-Match", List.of("x", "\"", "W/\"x\"", "\"a\", \"b\"", ",")),
            Map.entry("If-None-Match", List.of("x", "\"", "W/\"x\"", "*", ",")),
            Map.entry("If-Modified-Since", List.of("x")),
            Map.entry("Idempotency-Key", List.of(" ", "x".repeat(101), "\u00e9", "%00")),
            Map.entry("Authorization", List.of("Basic", "Bearer", "Basic !!!", "x")),
            Map.entry("X-HTTP-Method-Override", List.of("DELETE", "x")),
            Map.entry("Content-Encoding", List.of("gzip", "x")),
            Map.entry("Content-Language", List.of("-", "x-")),
            Map.entry("Range", List.of("bytes=5-1")),
            Map.entry("Forwarded", List.of("for=_x;proto=;", "=")),
            Map.entry("X-Forwarded-Proto", List.of("x")));

    private OddHeaders() {}

    /** A name and a value each. */
    static List<List<String>> all() {
        var all = new ArrayList<List<String>>();
        VALUES.forEach((name, values) -> values.forEach(value -> all.add(List.of(name, value))));
        return all;
    }
}
