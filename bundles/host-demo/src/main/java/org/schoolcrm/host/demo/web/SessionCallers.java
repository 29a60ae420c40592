package org.schoolcrm.host.demo.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;

/** Callers by the session cookie, with the role that they have in each branch. */
public final class SessionCallers implements Callers {

    private final Sessions sessions;

    public SessionCallers(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Caller> whoIs(RequestFacts request) {
        return userOf(request).map(SessionCallers::caller);
    }

    Optional<Sessions.User> userOf(RequestFacts request) {
        return request.cookie(SessionCookie.NAME).flatMap(sessions::userOf);
    }

    private static Caller caller(Sessions.User user) {
        Map<BranchId, Set<Permission>> permissions = new HashMap<>();
        user.roles().forEach((branch, role) -> permissions.put(branch, role.permissions()));
        return new Caller(new UserId(user.id()), user.name(), Locale.forLanguageTag(user.language()), permissions);
    }
}
