package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.ProviderAccountControl;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists the accounts that send a branch's messages, how they fare and what is left in them. */
@Service
@Command(
        scope = "channel",
        name = "accounts",
        description = "The accounts that send the messages of a branch, their health and balance")
public final class ChannelAccounts extends ServiceCommand<ProviderAccountControl> {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    public ProviderAccounts accounts;

    @Reference
    @Nullable
    ProviderAccountControl control;

    @Override
    protected @Nullable ProviderAccountControl service() {
        return accounts == null ? null : control;
    }

    @Override
    public void run(PrintStream out, ProviderAccountControl source, Actor operator) {
        var known = accounts;
        if (known == null) {
            return;
        }
        var table = Tables.of("Id", "Provider", "Name", "Branch", "Active", "Pause", "Last day", "Balance", "File");
        for (var one : known.of(new BranchId(branch))) {
            var health = source.health(one.id());
            table.addRow()
                    .addContent(
                            one.id(),
                            one.provider() + (health.installed() ? "" : " (absent)"),
                            one.name(),
                            one.branch() == null ? "all" : one.branch(),
                            one.active() ? "yes" : "no",
                            pause(health.pause()),
                            health.lastDay(),
                            balance(health.balance()),
                            known.fileOf(one.id()).orElse(""));
        }
        table.print(out);
        out.println("The address for a provider's notifications: channel:test <id>");
    }

    private static String pause(@Nullable ChannelPause pause) {
        return pause == null ? "" : pause.kind() + " " + pause.cause() + " " + pause.detail();
    }

    private static String balance(@Nullable AccountBalance balance) {
        return balance == null || balance.amount() == null ? "" : balance.amount() + " at " + balance.toldAt();
    }
}
