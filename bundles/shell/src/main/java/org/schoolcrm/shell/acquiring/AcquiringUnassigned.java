package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** Lists money that came and belongs to nobody yet. */
@Service
@Command(scope = "acquiring", name = "unassigned", description = "Money that banks took and nobody was credited with")
public final class AcquiringUnassigned extends PaymentsCommand {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Override
    public void run(PrintStream out, Payments source, Actor operator) {
        var table = Tables.of("Id", "Account", "Number at the bank", "Amount", "Received", "Why");
        for (var one : source.unassigned(new BranchId(branch))) {
            table.addRow().addContent(one.id(), one.account(), one.providerId(), one.amount(), one.at(), one.detail());
        }
        table.print(out);
    }
}
