package org.schoolcrm.host.demo.web;

import java.time.Duration;
import javax.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in and out, within limits; each is written to the security log, without what was typed. */
public final class Logins {

    private static final Logger SECURITY = LoggerFactory.getLogger("org.schoolcrm.security");

    private final Sessions sessions;
    private final LoginLimits limits;
    private final SessionCookie cookie;

    public Logins(Sessions sessions, LoginLimits limits, SessionCookie cookie) {
        this.sessions = sessions;
        this.limits = limits;
        this.cookie = cookie;
    }

    /**
     * What became of a login.
     *
     * @param cookie of the new session, empty if there is none
     * @param retryAfter before the next attempt is looked at
     */
    record Login(String cookie, Duration retryAfter) {}

    /** A login that succeeds ends the session that this browser had before. */
    Login logIn(HttpServletRequest request, String login, String password) {
        var address = request.getRemoteAddr();
        var wait = limits.tryOne(login, address);
        if (!wait.isZero()) {
            SECURITY.info("login refused for {} s: too many attempts from {}", wait.toSeconds() + 1, address);
            return new Login("", wait);
        }
        var proof = sessions.prove(login, password);
        var user = proof.user().map(id -> "user " + id).orElse("an unknown user");
        if (!proof.right()) {
            SECURITY.info("login of {} from {} failed", user, address);
            return new Login("", Duration.ZERO);
        }
        limits.succeeded(login, address);
        cookie.in(SessionCookie.facts(request)).ifPresent(sessions::end);
        SECURITY.info("login of {} from {}", user, address);
        return new Login(cookie.set(sessions.begin(proof.user().orElseThrow())), Duration.ZERO);
    }

    /** The cookie that ends the session in the browser; the session itself, or all of its user's, end here. */
    String logOut(HttpServletRequest request, boolean everywhere) {
        var token = cookie.in(SessionCookie.facts(request));
        var user = token.flatMap(sessions::userOf);
        token.ifPresent(sessions::end);
        user.ifPresent(one -> {
            if (everywhere) {
                sessions.endAll(one.id());
            }
            var where = everywhere ? ", everywhere," : "";
            SECURITY.info("logout of user {}{} from {}", one.id(), where, request.getRemoteAddr());
        });
        return cookie.clear();
    }
}
