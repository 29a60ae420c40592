package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.Mailings;

/** Shows when a mailing fires next, in the wall-clock time of its branch. */
@Service
@Command(scope = "mailing", name = "next", description = "The next slots of a mailing, in its branch's time")
public final class MailingNext implements Action {

    @Argument(name = "mailing", description = "The mailing's id", required = true)
    public long mailing;

    @Option(name = "--count", description = "So many, 5 by default")
    public int count = 5;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Mailings source;

    @Override
    public @Nullable Object execute() {
        if (session != null && source != null) {
            print(session.getConsole(), source);
        }
        return null;
    }

    public void print(PrintStream out, Mailings mailings) {
        var slots = mailings.nextSlots(new MailingId(mailing), count);
        slots.forEach(out::println);
        if (slots.isEmpty()) {
            out.println("It does not fire by itself.");
        }
    }
}
