package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** What a run has done so far, by figures and, if asked, by customer. */
@Service
@Command(scope = "mailing", name = "report", description = "How far a run is and what it did")
public final class MailingReport extends RunsCommand {

    private static final int PAGE = 500;

    @Argument(name = "run", description = "The run's id", required = true)
    public long run;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--entries", description = "Customer by customer too")
    public boolean entries;

    @Option(name = "--failed", description = "Only customers who failed")
    public boolean failed;

    @Override
    public void run(PrintStream out, MailingRuns runs, Actor operator) {
        var progress = runs.progress(new RunId(run));
        out.println(progress.run().settings().name() + ": " + progress.run().state() + ", held back: "
                + progress.run().brake());
        out.println("Customers " + progress.done() + " of " + progress.customers() + ", billed " + progress.billed()
                + " for " + progress.amount() + ", failed " + progress.failed());
        out.println("Skipped: " + Tables.counts(progress.skipped()));
        out.println("Messages: " + Tables.counts(progress.messages())
                + (progress.channelAbsent() ? ", their channel is absent" : ""));
        var funnel = progress.funnel();
        out.println("Issued " + funnel.issued() + ", sent " + funnel.sent() + ", delivered " + funnel.delivered()
                + ", read " + funnel.read() + ", opened " + funnel.opened() + ", paid " + funnel.paid());
        if (progress.left() != null) {
            out.println(progress.perMinute() + " customers a minute, about " + progress.left() + " left");
        }
        if (entries || failed) {
            table(out, runs);
        }
    }

    private void table(PrintStream out, MailingRuns runs) {
        var table = Tables.of("Customer", "Name", "Account", "Outcome", "Why", "Amount");
        int offset = 0;
        for (var page = runs.entries(new RunId(run), offset, PAGE); !page.isEmpty(); ) {
            page.stream()
                    .filter(entry -> !failed || entry.outcome() == RunEntry.Outcome.FAILED)
                    .forEach(entry -> table.addRow()
                            .addContent(
                                    entry.customer(),
                                    entry.customerName(),
                                    entry.account(),
                                    entry.outcome(),
                                    entry.reason() == null
                                            ? entry.error() == null ? "" : entry.error()
                                            : entry.reason(),
                                    entry.amount() == null ? "" : entry.amount()));
            offset += page.size();
            page = runs.entries(new RunId(run), offset, PAGE);
        }
        table.print(out);
    }
}
