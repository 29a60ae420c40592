package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;

/** Tries the settings of an account with a provider of messages, without sending anything. */
@Service
@Command(
        scope = "channel",
        name = "test",
        description = "Tries the settings of an account with a provider of messages, without sending anything")
public final class ChannelTest extends ServiceCommand<ProviderAccounts> {

    @Argument(name = "account", description = "Number of the provider account", required = true)
    public long account;

    @Reference
    @Nullable
    ProviderAccounts accounts;

    @Override
    protected @Nullable ProviderAccounts service() {
        return accounts;
    }

    @Override
    public void run(PrintStream out, ProviderAccounts target, Actor operator) {
        var id = new ProviderAccountId(account);
        var report = target.test(id);
        out.println(report.verdict() + (report.detail().isEmpty() ? "" : ": " + report.detail()));
        out.println("Notifications of the provider go to " + target.hookAddress(id));
    }
}
