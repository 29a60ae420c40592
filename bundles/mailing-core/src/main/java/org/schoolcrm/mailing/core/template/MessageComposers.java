package org.schoolcrm.mailing.core.template;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.Entry;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.InvoiceMessages.Templates;
import org.schoolcrm.mailing.spi.MailingStore;

/** Makes the composer of a run's messages: with its templates, its channel, the tags and the names of subjects. */
public final class MessageComposers {

    private final MailingStore mailings;
    private final Customers customers;
    private final Routing routing;
    private final TagRegistry tags;

    public MessageComposers(MailingStore mailings, Customers customers, Routing routing, TagRegistry tags) {
        this.mailings = mailings;
        this.customers = customers;
        this.routing = routing;
        this.tags = tags;
    }

    public InvoiceMessages forRun(MailingRun run, Branch branch) {
        var how = run.how();
        var reminder = find(how.reminders().template()).orElse(run.template());
        var chain = how.chain();
        var other = chain == null ? Optional.<Template>empty() : find(chain.template());
        var subjects = customers.dictionaries(branch.id()).subjects().stream()
                .collect(Collectors.toMap(entry -> new SubjectId(entry.id()), Entry::name));
        return new InvoiceMessages(
                run,
                new Templates(run.template(), reminder, other.orElse(null)),
                routing.plan(how, branch.id()),
                branch.zone(),
                tags,
                subjects);
    }

    private Optional<Template> find(@Nullable TemplateId template) {
        return Optional.ofNullable(template).flatMap(mailings::find);
    }
}
