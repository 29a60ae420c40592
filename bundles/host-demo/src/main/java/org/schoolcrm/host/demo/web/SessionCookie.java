package org.schoolcrm.host.demo.web;

import java.util.Collections;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.runtime.api.Site;

/**
 * The cookie that carries a session: out of reach of scripts, never sent along by other sites' forms. Where the public
 * address is https it goes over nothing else, and its name keeps neighbouring hosts from setting it.
 */
public final class SessionCookie {

    private static final String NAME = "crm_session";

    private final String name;
    private final String rest;

    public SessionCookie(Site site) {
        boolean secure = "https".equals(site.at("/").getScheme());
        this.name = secure ? "__Host-" + NAME : NAME;
        this.rest = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    String set(String token) {
        return name + "=" + token + rest;
    }

    String clear() {
        return name + "=" + rest + "; Max-Age=0";
    }

    /** The session's token, if the request has one. */
    Optional<String> in(RequestFacts request) {
        return request.cookie(name);
    }

    static RequestFacts facts(HttpServletRequest request) {
        return RequestFacts.of(Collections.list(request.getHeaders("Cookie")), request.getHeader("Authorization"));
    }
}
