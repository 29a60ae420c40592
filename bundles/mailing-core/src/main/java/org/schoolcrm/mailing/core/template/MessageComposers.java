package org.schoolcrm.mailing.core.template;

import java.util.stream.Collectors;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.Entry;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.core.channel.Routing;
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
        var ofReminders = run.how().reminders().template();
        var reminder = ofReminders == null
                ? run.template()
                : mailings.find(ofReminders).orElse(run.template());
        var subjects = customers.dictionaries(branch.id()).subjects().stream()
                .collect(Collectors.toMap(entry -> new SubjectId(entry.id()), Entry::name));
        return new InvoiceMessages(
                run, reminder, routing.channelOf(run.how().method(), branch.id()), branch.zone(), tags, subjects);
    }
}
