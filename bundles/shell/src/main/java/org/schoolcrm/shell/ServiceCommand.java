package org.schoolcrm.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Actor;

/** A command that one service carries out; Karaf offers it while that service is there. */
public abstract class ServiceCommand<S> extends ConsoleAction {

    @Reference
    @Nullable
    Session session;

    /** What Karaf has put into a field that names the service's type. */
    protected abstract @Nullable S service();

    public abstract void run(PrintStream out, S service, Actor operator);

    @Override
    protected void perform() {
        var service = service();
        if (session != null && service != null) {
            run(session.getConsole(), service, Operators.at(session));
        }
    }
}
