package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** Lists the mailings of a branch and when they fire next. */
@Service
@Command(scope = "mailing", name = "list", description = "The mailings of a branch and their next slots")
public final class MailingList extends MailingsCommand {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Override
    public void run(PrintStream out, Mailings mailings, Actor operator) {
        var table = Tables.of("Id", "Name", "Active", "Frequency", "Delivery", "Next");
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
