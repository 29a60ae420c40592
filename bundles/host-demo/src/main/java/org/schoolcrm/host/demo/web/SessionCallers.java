package org.schoolcrm.host.demo.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;

/** Callers by the session cookie; everybody works in every branch of this small school. */
public final class SessionCallers implements Callers {

    private final Sessions sessions;
    private final Branches branches;

    public SessionCallers(Sessions sessions, Branches branches) {
        this.sessions = sessions;
        this.branches = branches;
    }

    @Override
    public Optional<Caller> whoIs(RequestFacts request) {
        return request.cookie(SessionCookie.NAME).flatMap(sessions::userOf).map(this::caller);
    }

    private Caller caller(Sessions.User user) {
        Map<BranchId, Set<Permission>> permissions = new HashMap<>();
        branches.all()
                .forEach(branch -> permissions.put(branch.id(), user.role().permissions()));
        return new Caller(new UserId(user.id()), user.name(), Locale.forLanguageTag(user.language()), permissions);
    }
}
