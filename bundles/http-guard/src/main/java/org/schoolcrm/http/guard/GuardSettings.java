package org.schoolcrm.http.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code etc/org.schoolcrm.http.guard.cfg} says.
 *
 * @param proxies addresses whose X-Forwarded-For and X-Forwarded-Proto are believed
 * @param connections how many may be open at once
 * @param idle how long a connection may stay silent
 * @param upload how long one body may take to arrive
 * @param failures how many failed logins one client has
 * @param window in which they are counted
 * @param kilobytes how large a body may be, by kind
 * @param perMinute how many requests one client may send in a minute, by kind; 0 for any number
 * @param addresses which addresses are of a kind
 * @param parts paths of parts that come and go: while one is away its addresses are answered 503, all others 404
 * @param ceilings how many at once
 */
record GuardSettings(
        List<String> proxies,
        int connections,
        Duration idle,
        Duration upload,
        int failures,
        Duration window,
        Map<Kind, Integer> kilobytes,
        Map<Kind, Integer> perMinute,
        Map<Kind, AddressPatterns> addresses,
        List<String> parts,
        Ceilings ceilings) {

    static final String PID = "org.schoolcrm.http.guard";

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    /**
     * How many connections, unfinished bodies and event streams there may be at once.
     *
     * @param bytesPerSecond how fast a body has to come
     */
    record Ceilings(
            int connectionsPerClient,
            int bodiesPerClient,
            int bodies,
            int bytesPerSecond,
            int streamsPerClient,
            int streams) {

        private static Ceilings of(Map<String, String> given) {
            return new Ceilings(
                    number(given, "connections.per.client", 256),
                    number(given, "bodies.per.client", 20),
                    number(given, "bodies.max", 100),
                    number(given, "body.bytes.per.second", 512),
                    number(given, "streams.per.client", 100),
                    number(given, "streams.max", 500));
        }
    }

    /**
     * A setting that is absent has its default.
     *
     * @throws IllegalArgumentException which names a setting that makes no sense
     */
    static GuardSettings of(Map<String, String> given) {
        return new GuardSettings(
                AddressPatterns.listed(given.getOrDefault("trusted.proxies", "")),
                number(given, "connections.max", 2_000),
                seconds(given, "connections.idle.seconds", 20),
                seconds(given, "body.seconds", 60),
                number(given, "login.failures", 10),
                seconds(given, "login.window.seconds", 600),
                Stream.of(Kind.values())
                        .collect(Collectors.toMap(
                                kind -> kind, kind -> number(given, "body.kb." + kind.key(), kind.kilobytes()))),
                Stream.of(Kind.values())
                        .collect(Collectors.toMap(
                                kind -> kind,
                                kind -> number(given, "requests.per.minute." + kind.key(), kind.perMinute()))),
                Stream.of(Kind.values()).collect(Collectors.toMap(kind -> kind, kind -> addresses(given, kind.key()))),
                AddressPatterns.listed(given.getOrDefault("addresses.parts", "")),
                Ceilings.of(given));
    }

    Kind kindOf(String address) {
        return Stream.of(Kind.values())
                .filter(kind -> addressesOf(kind).match(address))
                .findFirst()
                .orElse(Kind.OTHER);
    }

    AddressPatterns addressesOf(Kind kind) {
        return addresses.getOrDefault(kind, AddressPatterns.of(""));
    }

    long bytes(Kind kind) {
        return kilobytes.getOrDefault(kind, kind.kilobytes()) * 1024L;
    }

    private static AddressPatterns addresses(Map<String, String> given, String whose) {
        return AddressPatterns.of(given.getOrDefault("addresses." + whose, ""));
    }

    private static Duration seconds(Map<String, String> given, String key, int otherwise) {
        return Duration.ofSeconds(number(given, key, otherwise));
    }

    private static int number(Map<String, String> given, String key, int otherwise) {
        var value = given.getOrDefault(key, "").strip();
        if (!value.isEmpty() && !WHOLE.matcher(value).matches()) {
            throw new IllegalArgumentException("'%s' is '%s', but takes a whole number".formatted(key, value));
        }
        return value.isEmpty() ? otherwise : Integer.parseInt(value);
    }
}
