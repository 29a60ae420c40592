package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists the accounts of a branch with banks, and how the lines to the banks are. */
@Service
@Command(scope = "acquiring", name = "accounts", description = "The accounts of a branch with banks, and their health")
public final class AcquiringAccounts extends ServiceCommand<MerchantAccounts> {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    MerchantAccounts accounts;

    @Override
    protected @Nullable MerchantAccounts service() {
        return accounts;
    }

    @Override
    public void run(PrintStream out, MerchantAccounts source, Actor operator) {
        var table = Tables.of("Id", "Bank", "Name", "Mode", "Active", "Unanswered", "Last failure", "File");
        for (var one : source.of(new BranchId(branch))) {
            var health = source.health(one.id());
            table.addRow()
                    .addContent(
                            one.id(),
                            one.provider() + (health.installed() ? "" : " (absent)"),
                            one.name(),
                            one.live() ? "live" : "test",
                            one.active() ? "yes" : "no",
                            health.failuresInARow() + " in a row, " + health.failures() + " of " + health.calls(),
                            health.lastFailure(),
                            source.fileOf(one.id()).orElse(""));
        }
        table.print(out);
        out.println("The address for a bank's notifications: acquiring:test <id>");
    }
}
