package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** Lists the addresses that are not written to, or takes one off the list. */
@Service
@Command(
        scope = "mailing",
        name = "suppressions",
        description = "Addresses that are not written to; --remove takes one off")
public final class MailingSuppressions extends MessagesCommand {

    @Option(name = "--branch", description = "Number of the branch, 0 for the whole school", required = true)
    public long branch;

    @Option(name = "--remove", description = "An address to be written to again")
    public @Nullable String remove;

    @Option(name = "--channel", description = "By which channel it is written to again, email by default")
    public String channel = "email";

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Override
    public void run(PrintStream out, Messages messages, Actor operator) {
        if (remove != null) {
            int goOn = messages.unsuppress(new BranchId(branch), channel, remove, operator);
            out.println(goOn + " messages go on");
            return;
        }
        var table = Tables.of("Channel", "Address", "Why", "Since");
        messages.suppressions(new BranchId(branch), 0, limit)
                .forEach(one -> table.addRow().addContent(one.channel(), one.address(), one.why(), one.since()));
        table.print(out);
    }
}
