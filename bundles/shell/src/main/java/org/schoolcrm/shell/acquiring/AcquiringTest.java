package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;

/** Tries the settings of an account with a bank, without moving money. */
@Service
@Command(
        scope = "acquiring",
        name = "test",
        description = "Tries the settings of an account with a bank, without moving money")
public final class AcquiringTest extends ServiceCommand<MerchantAccounts> {

    @Argument(name = "account", description = "Number of the merchant account", required = true)
    public long account;

    @Reference
    @Nullable
    MerchantAccounts accounts;

    @Override
    protected @Nullable MerchantAccounts service() {
        return accounts;
    }

    @Override
    public void run(PrintStream out, MerchantAccounts target, Actor operator) {
        var id = new MerchantAccountId(account);
        var report = target.test(id);
        out.println(report.verdict() + (report.detail().isEmpty() ? "" : ": " + report.detail()));
        out.println("Notifications of the bank go to " + target.webhookAddress(id));
    }
}
