package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;

/** Ends a token of the API at once, on every node. */
@Service
@Command(scope = "billing", name = "token-revoke", description = "Ends a program's access to the API")
public final class BillingTokenRevoke extends ServiceCommand<ApiTokens> {

    @Argument(name = "id", description = "The token's id", required = true)
    public long id;

    @Reference
    @Nullable
    ApiTokens tokens;

    @Override
    protected @Nullable ApiTokens service() {
        return tokens;
    }

    @Override
    public void run(PrintStream out, ApiTokens target, Actor operator) {
        target.revoke(new ApiTokenId(id), operator);
        out.println("Token " + id + " lets nobody in any more.");
    }
}
