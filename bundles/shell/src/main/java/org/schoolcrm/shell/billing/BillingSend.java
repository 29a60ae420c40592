package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Composer;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.HandWritten;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;

/** Writes to a customer by hand (R040–R045); without a text it lists where the customer can be written to. */
@Service
@Command(scope = "billing", name = "send", description = "Writes to a customer, or lists where that is possible")
public final class BillingSend extends ServiceCommand<Composer> {

    @Option(name = "--branch", description = "Number of the branch, which has to be said")
    public long branch;

    @Option(name = "--customer", description = "Number of the customer, which has to be said")
    public long customer;

    @Option(name = "--method", description = "EMAIL, SMS or TELEGRAM")
    public String method = "EMAIL";

    @Option(name = "--address", description = "One of the customer's own")
    public String address = "";

    @Option(name = "--subject", description = "Of an e-mail, which must have one")
    public String subject = "";

    @Argument(name = "text", description = "The message, with the link of an invoice in it")
    public @Nullable String text;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Reference
    @Nullable
    Composer composer;

    @Override
    protected @Nullable Composer service() {
        return composer;
    }

    @Override
    public void run(PrintStream out, Composer target, Actor operator) {
        needs("--branch", branch != 0);
        needs("--customer", customer != 0);
        var where = new BranchId(branch);
        var who = new CustomerId(customer);
        if (text == null) {
            var table = new ShellTable().emptyTableText("Nowhere");
            table.column("Method");
            table.column("Address");
            target.recipients(where, who).forEach(one -> table.addRow().addContent(one.method(), one.address()));
            table.print(out);
            return;
        }
        var how = DeliveryMethod.valueOf(method.toUpperCase(Locale.ROOT));
        target.send(new HandWritten(where, who, how, address, subject, text), operator);
        out.println("On its way to " + address);
    }
}
