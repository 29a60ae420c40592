package org.schoolcrm.host.demo.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;

/** Callers by the session cookie, with the role that they have in each branch. */
public final class SessionCallers implements Callers {

    private final Sessions sessions;
    private final SessionCookie cookie;

    public SessionCallers(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    public Optional<Caller> whoIs(RequestFacts request) {
        return userOf(request).map(SessionCallers::caller);
    }

    Optional<Sessions.User> userOf(RequestFacts request) {
        return cookie.in(request).flatMap(sessions::userOf);
    }

    @Override
    public Map<RequestFacts, Caller> whoAre(Set<RequestFacts> requests) {
        var users = sessions.usersOf(requests.stream()
                .flatMap(request -> cookie.in(request).stream())
                .collect(Collectors.toSet()));
        Map<RequestFacts, Caller> callers = new HashMap<>();
        for (var request : requests) {
            cookie.in(request).map(users::get).ifPresent(user -> callers.put(request, caller(user)));
        }
        return callers;
    }

    @Override
    public Optional<Caller> find(UserId user) {
        return sessions.worker(user.value()).map(SessionCallers::caller);
    }

    private static Caller caller(Sessions.User user) {
        Map<BranchId, Set<Permission>> permissions = new HashMap<>();
        user.roles().forEach((branch, role) -> permissions.put(branch, role.permissions()));
        return new Caller(new UserId(user.id()), user.name(), Locale.forLanguageTag(user.language()), permissions);
    }
}
