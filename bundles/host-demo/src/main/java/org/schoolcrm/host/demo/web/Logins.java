package org.schoolcrm.host.demo.web;

import java.time.Duration;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.schoolcrm.host.demo.web.OpenSessions.OpenSession;
import org.schoolcrm.problem.CommonProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in and out, here and elsewhere, within limits; each is written to the security log, without what was typed. */
public final class Logins {

    private static final Logger SECURITY = LoggerFactory.getLogger("org.schoolcrm.security");

    private final Sessions sessions;
    private final OpenSessions open;
    private final LoginLimits limits;
    private final SessionCookie cookie;

    public Logins(Sessions sessions, OpenSessions open, LoginLimits limits, SessionCookie cookie) {
        this.sessions = sessions;
        this.open = open;
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
        var browser = UserAgent.name(request.getHeader("User-Agent"));
        var token = sessions.begin(proof.user().orElseThrow(), address, browser);
        return new Login(cookie.set(token), Duration.ZERO);
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

    /** Whose request it is, and in which of their sessions. */
    record Current(long user, String id) {}

    Current session(HttpServletRequest request) {
        var token = cookie.in(SessionCookie.facts(request)).orElseThrow(CommonProblem.NOT_LOGGED_IN::refuse);
        var user = sessions.userOf(token).orElseThrow(CommonProblem.NOT_LOGGED_IN::refuse);
        return new Current(user.id(), Sessions.hex(token));
    }

    /** All in which the user is logged in. */
    List<OpenSession> sessions(HttpServletRequest request) {
        return open.of(session(request).user());
    }

    /** Ends that one, if it is the user's own. */
    void end(HttpServletRequest request, String id) {
        var user = session(request).user();
        if (open.end(user, id)) {
            SECURITY.info("logout of user {} of another session from {}", user, request.getRemoteAddr());
        }
    }

    /** Ends all but the one of the request. */
    void endOthers(HttpServletRequest request) {
        var current = session(request);
        int ended = open.endOthers(current.user(), current.id());
        SECURITY.info("logout of user {} of {} other sessions from {}", current.user(), ended, request.getRemoteAddr());
    }
}
