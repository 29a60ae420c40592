package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consents;
import org.schoolcrm.runtime.api.Actor;

/** Lists what a customer said about being written to. */
@Service
@Command(
        scope = "channel",
        name = "consents",
        description = "What a customer said about being written to, for each channel, and what is held back")
public final class ChannelConsents extends ConsentsCommand {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Argument(name = "customer", description = "The customer's number", required = true)
    public long customer;

    @Override
    public void run(PrintStream out, Consents consents, Actor operator) {
        ConsentTable.print(out, consents.of(new BranchId(branch), new CustomerId(customer)));
    }
}
