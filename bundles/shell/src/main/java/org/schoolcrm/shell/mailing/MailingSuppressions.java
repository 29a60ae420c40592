package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Operators;

/** Lists the addresses that are not written to, or takes one off the list. */
@Service
@Command(
        scope = "mailing",
        name = "suppressions",
        description = "Addresses that are not written to; --remove takes one off")
public final class MailingSuppressions implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--remove", description = "An address to be written to again")
    public @Nullable String remove;

    @Option(name = "--channel", description = "By which channel it is written to again, email by default")
    public String channel = "email";

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Messages source;

    @Override
    public @Nullable Object execute() {
        if (session != null && source != null) {
            print(session.getConsole(), source, Operators.at(session));
        }
        return null;
    }

    public void print(PrintStream out, Messages messages, Actor operator) {
        if (remove != null) {
            int goOn = messages.unsuppress(new BranchId(branch), channel, remove, operator);
            out.println(goOn + " messages go on");
            return;
        }
        var table = new ShellTable();
        for (var column : List.of("Channel", "Address", "Why", "Since")) {
            table.column(column);
        }
        messages.suppressions(0, limit)
                .forEach(one -> table.addRow().addContent(one.channel(), one.address(), one.why(), one.since()));
        table.print(out);
    }
}
