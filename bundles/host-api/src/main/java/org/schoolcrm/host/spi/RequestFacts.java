package org.schoolcrm.host.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a login can be read from, without the servlet API.
 *
 * @param cookies by name, the first of each
 * @param authorization the header as it came, empty if there was none
 */
public record RequestFacts(Map<String, String> cookies, String authorization) {

    /** Reads the headers as they came; what a browser sends beside cookies with a name is passed over. */
    public static RequestFacts of(List<String> cookieHeaders, @Nullable String authorization) {
        Map<String, String> cookies = new HashMap<>();
        for (var header : cookieHeaders) {
            for (var pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    cookies.putIfAbsent(
                            pair.substring(0, equals).strip(),
                            pair.substring(equals + 1).strip());
                }
            }
        }
        return new RequestFacts(Map.copyOf(cookies), authorization == null ? "" : authorization);
    }

    /** Whether the page that a browser names as the origin of a change belongs to the site that is asked. */
    public static boolean isSameSite(@Nullable String origin, @Nullable String host) {
        return origin != null
                && host != null
                && (origin.equalsIgnoreCase("https://" + host) || origin.equalsIgnoreCase("http://" + host));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /** Cookies are secrets: they never reach a log. */
    @Override
    public String toString() {
        return "RequestFacts" + cookies.keySet();
    }
}
