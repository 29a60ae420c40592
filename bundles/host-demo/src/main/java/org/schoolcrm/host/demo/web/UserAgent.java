package org.schoolcrm.host.demo.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a browser calls itself, in words by which people know their own: "Chrome, Windows". */
final class UserAgent {

    private static final int MOST = 60;
    /** Most call themselves by the names of others too: the first that is found is the right one. */
    private static final Map<String, String> BROWSERS = names(
            "YaBrowser/",
            "Yandex Browser",
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser/",
            "Samsung Internet",
            "Firefox/",
            "Firefox",
            "FxiOS/",
            "Firefox",
            "CriOS/",
            "Chrome",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari");

    private static final Map<String, String> SYSTEMS = names(
            "Windows",
            "Windows",
            "Android",
            "Android",
            "iPhone",
            "iOS",
            "iPad",
            "iPadOS",
            "Mac OS X",
            "macOS",
            "CrOS",
            "ChromeOS",
            "Linux",
            "Linux");

    private UserAgent() {}

    /** A program that is no browser is called what it calls itself; empty if it does not say. */
    static String name(@Nullable String header) {
        var said = header == null ? "" : header;
        var known = Stream.of(BROWSERS, SYSTEMS)
                .flatMap(names -> names.entrySet().stream()
                        .filter(one -> said.contains(one.getKey()))
                        .limit(1))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
        var plain = said.replaceAll("[^\\x20-\\x7e]", "").strip();
        return known.isEmpty() ? plain.substring(0, Math.min(MOST, plain.length())) : known;
    }

    private static Map<String, String> names(String... pairs) {
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }
}
