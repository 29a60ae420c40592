package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.Mailings;

/** What a mailing would do on a day; nothing is written and nothing sent. */
@Service
@Command(
        scope = "mailing",
        name = "dry-run",
        description = "What a mailing would do on a day, nothing is written or sent")
public final class MailingDryRun implements Action {

    @Argument(name = "mailing", description = "The mailing's id", required = true)
    public long mailing;

    @Option(name = "--on", description = "The day, such as 2026-12-25", required = true)
    public String on = "";

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Mailings source;

    @Override
    public @Nullable Object execute() {
        if (session != null && source != null) {
            print(session.getConsole(), source);
        }
        return null;
    }

    public void print(PrintStream out, Mailings mailings) {
        var dry = mailings.tryOut(new MailingId(mailing), LocalDate.parse(on));
        out.println("On " + dry.on() + " for " + dry.window().begin() + ".."
                + dry.window().end() + ": "
                + dry.customers() + " customers, " + dry.billed() + " invoices for " + dry.amount() + ", "
                + dry.failed() + " failures" + (dry.limited() ? "; a run would stop at its limits and ask" : ""));
        out.println("Skipped " + dry.skipped());
        out.println(dry.messageCount() + " messages in " + dry.segments() + " parts"
                + (dry.cost() == null ? "" : " for about " + dry.cost()));
        var table = new ShellTable();
        for (var column : List.of("Channel", "Address", "Subject", "Text", "Parts")) {
            table.column(column);
        }
        dry.messages()
                .forEach(one -> table.addRow()
                        .addContent(one.channel(), one.address(), one.subject(), one.body(), one.segments()));
        table.print(out);
    }
}
