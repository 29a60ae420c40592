package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists the tokens by which programs call the API for a branch, ended ones too. */
@Service
@Command(scope = "billing", name = "tokens", description = "Which programs may call the API for a branch")
public final class BillingTokens extends ServiceCommand<ApiTokens> {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    ApiTokens tokens;

    @Reference
    @Nullable
    Clock clock;

    @Override
    protected @Nullable ApiTokens service() {
        return clock == null ? null : tokens;
    }

    @Override
    public void run(PrintStream out, ApiTokens target, Actor operator) {
        if (clock != null) {
            print(out, target, clock);
        }
    }

    public void print(PrintStream out, ApiTokens target, Clock time) {
        var now = time.now();
        var table = Tables.of(
                        "Id",
                        "Name",
                        "Begins",
                        "State",
                        "Permissions",
                        "Branches",
                        "A minute",
                        "Maker",
                        "Expires",
                        "Last used")
                .emptyTableText("None");
        for (var one : target.of(new BranchId(branch))) {
            table.addRow()
                    .addContent(
                            one.id(),
                            one.name(),
                            one.mark(),
                            one.state(now),
                            one.permissions().stream().sorted().toList(),
                            one.branches(),
                            one.requestsPerMinute(),
                            one.maker(),
                            one.expiresAt(),
                            one.lastUsedAt() == null ? "never" : one.lastUsedAt());
        }
        table.print(out);
    }
}
