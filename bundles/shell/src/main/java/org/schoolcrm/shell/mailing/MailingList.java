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
import org.schoolcrm.mailing.api.Mailings;

/** Lists the mailings of a branch and when they fire next. */
@Service
@Command(scope = "mailing", name = "list", description = "The mailings of a branch and their next slots")
public final class MailingList implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

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
        var table = new ShellTable();
        for (var column : List.of("Id", "Name", "Active", "Frequency", "Delivery", "Next")) {
            table.column(column);
        }
        for (var one : mailings.of(new BranchId(branch))) {
            var next = mailings.nextSlots(one.id(), 1);
            table.addRow()
                    .addContent(
                            one.id(),
                            one.settings().name(),
                            one.settings().active() ? "yes" : "no",
                            one.settings().when().frequency(),
                            one.settings().how().method(),
                            next.isEmpty() ? "" : next.get(0));
        }
        table.print(out);
    }
}
