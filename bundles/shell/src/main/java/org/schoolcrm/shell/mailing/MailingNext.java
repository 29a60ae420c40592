package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.runtime.api.Actor;

/** Shows when a mailing fires next, in the wall-clock time of its branch. */
@Service
@Command(scope = "mailing", name = "next", description = "The next slots of a mailing, in its branch's time")
public final class MailingNext extends MailingsCommand {

    @Argument(name = "mailing", description = "The mailing's id", required = true)
    public long mailing;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--count", description = "So many, 5 by default")
    public int count = 5;

    @Override
    public void run(PrintStream out, Mailings mailings, Actor operator) {
        var slots = mailings.nextSlots(new MailingId(mailing), count);
        slots.forEach(out::println);
        if (slots.isEmpty()) {
            out.println("It does not fire by itself.");
        }
    }
}
