package org.schoolcrm.host.spi;

import java.util.Map;
import java.util.Optional;

/**
 * What a login can be read from, without the servlet API.
 *
 * @param cookies by name, the first of each
 * @param authorization the header as it came, empty if there was none
 */
public record RequestFacts(Map<String, String> cookies, String authorization) {

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /** Cookies are secrets: they never reach a log. */
    @Override
    public String toString() {
        return "RequestFacts" + cookies.keySet();
    }
}
