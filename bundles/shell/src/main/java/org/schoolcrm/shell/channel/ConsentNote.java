package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.api.Consents;
import org.schoolcrm.runtime.api.Actor;

/** Notes what a customer said about a channel, and shows how things stand then. */
public abstract class ConsentNote extends ConsentsCommand {

    @Option(name = "--branch", description = "Number of the branch, which has to be said")
    public long branch;

    @Argument(index = 0, name = "customer", description = "The customer's number", required = true)
    public long customer;

    @Argument(index = 1, name = "channel", description = "Such as sms", required = true)
    @Completion(ChannelCompleter.class)
    public String channel = "";

    @Argument(index = 2, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    abstract Consent said();

    @Override
    public final void run(PrintStream out, Consents consents, Actor operator) {
        needs("--branch", branch != 0);
        var where = new BranchId(branch);
        var who = new CustomerId(customer);
        consents.set(where, who, channel, said(), operator);
        ConsentTable.print(out, consents.of(where, who));
    }
}
