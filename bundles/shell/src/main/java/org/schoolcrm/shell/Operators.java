package org.schoolcrm.shell;

import org.apache.karaf.shell.api.console.Session;
import org.schoolcrm.runtime.api.Actor;

/** Who is at the console. */
public final class Operators {

    private Operators() {}

    public static Actor at(Session session) {
        var user = session.get("USER");
        return new Actor("console:" + (user == null ? "unknown" : user));
    }
}
