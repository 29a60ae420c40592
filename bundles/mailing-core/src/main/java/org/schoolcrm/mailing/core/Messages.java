package org.schoolcrm.mailing.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;

/** What is written for the bills of a page once they are issued: a message and an entry for each. */
final class Messages {

    private Messages() {}

    static List<NewMessage> of(
            MailingRun run, List<Bill> bills, List<IssuedInvoice> issued, UnaryOperator<String> linkOf, Instant now) {
        var channel = Recipients.channelOf(run.how().method());
        var messages = new ArrayList<NewMessage>(bills.size());
        for (int i = 0; i < bills.size(); i++) {
            var bill = bills.get(i);
            var invoice = issued.get(i).invoice();
            messages.add(new NewMessage(
                    run.branch(),
                    run.id(),
                    invoice.customer(),
                    invoice.account(),
                    channel,
                    bill.address(),
                    "run:" + run.id() + "|customer:" + invoice.customer() + "|account:" + invoice.account(),
                    run.template().id(),
                    run.template().version(),
                    InvoiceTags.values(
                            bill.customerName(),
                            invoice,
                            linkOf.apply(issued.get(i).token())),
                    now));
        }
        return messages;
    }

    static List<RunEntry> entries(RunId run, List<Bill> bills, List<IssuedInvoice> issued) {
        var entries = new ArrayList<RunEntry>(bills.size());
        for (int i = 0; i < bills.size(); i++) {
            var invoice = issued.get(i).invoice();
            entries.add(RunEntry.billed(
                    run,
                    invoice.customer(),
                    invoice.account(),
                    bills.get(i).customerName(),
                    invoice.id(),
                    invoice.amount()));
        }
        return entries;
    }
}
