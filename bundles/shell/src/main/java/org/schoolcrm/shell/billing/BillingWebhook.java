package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.billing.api.webhook.WebhookEndpoints;
import org.schoolcrm.billing.api.webhook.WebhookProblem;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Shows a webhook endpoint and its deliveries; changes it when asked to. */
@Service
@Command(scope = "billing", name = "webhook", description = "Who hears of invoices, and what was told")
public final class BillingWebhook extends ServiceCommand<WebhookEndpoints> {

    private static final int SHOWN = 50;

    @Argument(name = "id", description = "The endpoint's id", required = true)
    public long id;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--address", description = "Another address, https://…")
    public @Nullable String address;

    @Option(name = "--events", description = "Only these from now on, such as created,paid")
    public @Nullable String events;

    @Option(name = "--active", description = "true or false: whether anything is sent there")
    public @Nullable String active;

    @Option(name = "--new-secret", description = "Make a new secret; the one before signs beside it for a day")
    public boolean newSecret;

    @Option(name = "--repeat", description = "Number of a delivery to send once more")
    public long repeat;

    @Reference
    @Nullable
    WebhookEndpoints endpoints;

    @Override
    protected @Nullable WebhookEndpoints service() {
        return endpoints;
    }

    @Override
    public void run(PrintStream out, WebhookEndpoints target, Actor operator) {
        var which = new WebhookEndpointId(id);
        var found = target.find(which).orElseThrow(() -> WebhookProblem.ENDPOINT_UNKNOWN.refuse(id));
        if (address != null || events != null || active != null) {
            found = target.change(
                    which,
                    Objects.requireNonNullElse(address, found.address()),
                    events == null ? found.events() : BillingWebhooks.events(events),
                    active == null ? found.active() : Boolean.parseBoolean(active),
                    operator);
        }
        if (newSecret) {
            out.println(
                    "Secret, shown only now: " + target.rotate(which, operator).secret());
        }
        if (repeat != 0) {
            target.redeliver(which, repeat, operator);
        }
        BillingWebhooks.print(out, List.of(found));
        deliveries(out, target, which);
    }

    private static void deliveries(PrintStream out, WebhookEndpoints target, WebhookEndpointId which) {
        var table = Tables.of("Id", "Event", "Invoice", "When", "State", "Attempts", "Next", "Detail")
                .emptyTableText("Nothing was told yet");
        for (var one : target.deliveries(which, Long.MAX_VALUE, SHOWN)) {
            table.addRow()
                    .addContent(
                            one.id(),
                            one.event().type(),
                            one.invoice(),
                            one.at(),
                            one.state(),
                            one.attempts(),
                            one.dueAt(),
                            one.detail());
        }
        table.print(out);
    }
}
