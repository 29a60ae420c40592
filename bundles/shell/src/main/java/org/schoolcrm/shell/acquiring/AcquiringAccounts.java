package org.schoolcrm.shell.acquiring;

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
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.host.spi.BranchId;

/** Lists the accounts of a branch with banks, and how the lines to the banks are. */
@Service
@Command(scope = "acquiring", name = "accounts", description = "The accounts of a branch with banks, and their health")
public final class AcquiringAccounts implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    MerchantAccounts accounts;

    @Override
    public @Nullable Object execute() {
        if (session != null && accounts != null) {
            print(session.getConsole(), accounts);
        }
        return null;
    }

    public void print(PrintStream out, MerchantAccounts source) {
        var table = new ShellTable();
        for (var column : List.of("Id", "Bank", "Name", "Mode", "Active", "Unanswered", "Last failure", "File")) {
            table.column(column);
        }
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
