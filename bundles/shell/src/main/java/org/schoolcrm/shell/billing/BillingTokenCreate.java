package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.ServiceCommand;

/** Makes a token by which a program calls the API; its secret is printed this once. */
@Service
@Command(scope = "billing", name = "token-create", description = "Lets a program call the API")
public final class BillingTokenCreate extends ServiceCommand<ApiTokens> {

    @Argument(name = "name", description = "What the program is called", required = true)
    public String name = "";

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--branches", description = "Numbers of the branches with commas, which have to be said")
    public String branches = "";

    @Option(name = "--permissions", description = "Such as invoice_read,invoice_issue, which have to be said")
    public String permissions = "";

    @Option(name = "--days", description = "How many days it lasts, at most 366")
    public int days = 90;

    @Option(name = "--rate", description = "How many requests a minute, on each node")
    public int rate = 600;

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
            make(out, target, clock, operator);
        }
    }

    public void make(PrintStream out, ApiTokens target, Clock time, Actor operator) {
        needs("--branches", !branches.isBlank());
        needs("--permissions", !permissions.isBlank());
        var wish = new ApiTokens.Wish(
                name, inBranches(), permitted(), rate, time.now().plus(Duration.ofDays(days)));
        var made = target.make(wish, operator);
        out.println("Token " + made.token().id() + ", shown only now: " + made.secret());
    }

    private Set<BranchId> inBranches() {
        return words(branches).map(BranchId::fromString).collect(Collectors.toSet());
    }

    private Set<Permission> permitted() {
        return words(permissions)
                .map(word -> Permission.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip);
    }
}
