package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** What a mailing would do on a day; nothing is written and nothing sent. */
@Service
@Command(
        scope = "mailing",
        name = "dry-run",
        description = "What a mailing would do on a day, nothing is written or sent")
public final class MailingDryRun extends MailingsCommand {

    @Argument(name = "mailing", description = "The mailing's id", required = true)
    public long mailing;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--on", description = "The day, such as 2026-12-25, which has to be said")
    public String on = "";

    @Override
    public void run(PrintStream out, Mailings mailings, Actor operator) {
        needs("--on", !on.isEmpty());
        var dry = mailings.tryOut(new MailingId(mailing), LocalDate.parse(on));
        out.println("On " + dry.on() + " for " + dry.window().begin() + ".."
                + dry.window().end() + ": "
                + dry.customers() + " customers, " + dry.billed() + " invoices for " + dry.amount() + ", "
                + dry.failed() + " failures" + (dry.limited() ? "; a run would stop at its limits and ask" : ""));
        out.println("Skipped: " + Tables.counts(dry.skipped()));
        out.println(dry.messageCount() + " messages in " + dry.segments() + " parts"
                + (dry.cost() == null ? "" : " for about " + dry.cost()));
        var table = Tables.of("Channel", "Address", "Subject", "Text", "Parts");
        dry.messages()
                .forEach(one -> table.addRow()
                        .addContent(one.channel(), one.address(), one.subject(), one.body(), one.segments()));
        table.print(out);
    }
}
