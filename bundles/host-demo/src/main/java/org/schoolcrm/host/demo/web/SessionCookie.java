package org.schoolcrm.host.demo.web;

import java.util.Collections;
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
        return RequestFacts.of(Collections.list(request.getHeaders("Cookie")), request.getHeader("Authorization"));
    }
}
