package org.schoolcrm.host.demo.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import org.schoolcrm.host.spi.RequestFacts;

/** The cookie that carries a session: out of reach of scripts, never sent along by other sites' forms. */
final class SessionCookie {

    static final String NAME = "crm_session";

    private SessionCookie() {}

    static String set(String token, boolean secure) {
        return NAME + "=" + token + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    static String clear() {
        return NAME + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
    }

    static RequestFacts facts(HttpServletRequest request) {
        Map<String, String> cookies = new HashMap<>();
        cookies(request).forEach(cookie -> cookies.putIfAbsent(cookie.getName(), cookie.getValue()));
        return new RequestFacts(cookies, Objects.requireNonNullElse(request.getHeader("Authorization"), ""));
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        return request.getCookies() == null ? Stream.of() : Arrays.stream(request.getCookies());
    }
}
