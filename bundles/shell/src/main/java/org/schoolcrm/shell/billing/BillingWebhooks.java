package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.api.webhook.WebhookEndpoints;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists the webhook endpoints of a branch, and adds another one. */
@Service
@Command(scope = "billing", name = "webhooks", description = "Who hears of the invoices of a branch")
public final class BillingWebhooks extends ServiceCommand<WebhookEndpoints> {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--add", description = "Tell that address too, https://…")
    public @Nullable String address;

    @Option(name = "--events", description = "created, paid, archived, refunded or several with commas; all by default")
    public String events = "created,paid,archived,refunded";

    @Reference
    @Nullable
    WebhookEndpoints endpoints;

    @Override
    protected @Nullable WebhookEndpoints service() {
        return endpoints;
    }

    @Override
    public void run(PrintStream out, WebhookEndpoints target, Actor operator) {
        var where = new BranchId(branch);
        if (address != null) {
            var added = target.add(where, address, events(events), operator);
            out.println("Secret, shown only now: " + added.secret());
        }
        print(out, target.of(where));
    }

    static void print(PrintStream out, List<WebhookEndpoint> all) {
        var table = Tables.of("Id", "Address", "Events", "Active").emptyTableText("Nobody");
        all.forEach(one -> table.addRow().addContent(one.id(), one.address(), one.events(), one.active()));
        table.print(out);
    }

    static Set<InvoiceEvent> events(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(name -> InvoiceEvent.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(InvoiceEvent.class)));
    }
}
