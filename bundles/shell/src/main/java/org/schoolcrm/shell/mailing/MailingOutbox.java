package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** Lists the messages of a branch and what they wait for. */
@Service
@Command(
        scope = "mailing",
        name = "outbox",
        description = "The messages of a branch, newest first, and what they wait for")
public final class MailingOutbox extends MessagesCommand {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--state", description = "In that state only, such as UNCERTAIN")
    public @Nullable String state;

    @Option(name = "--channel", description = "By that channel only")
    public @Nullable String channel;

    @Option(name = "--run", description = "Of that run only")
    public long run;

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Override
    public void run(PrintStream out, Messages messages, Actor operator) {
        var states =
                state == null ? Set.<MessageState>of() : Set.of(MessageState.valueOf(state.toUpperCase(Locale.ROOT)));
        var filter = new MessageFilter(new BranchId(branch), states, channel, run == 0 ? null : new RunId(run), null);
        var found = messages.list(filter, 0, limit);
        var waits = messages.waits(found);
        var table = Tables.of(
                "Id",
                "Run",
                "Customer",
                "Purpose",
                "Channel",
                "State",
                "Waits for",
                "Sent",
                "Delivered",
                "Read",
                "Tries",
                "Said");
        found.forEach(one -> table.addRow()
                .addContent(
                        one.id(),
                        one.run() == null ? "" : one.run(),
                        one.customer(),
                        one.purpose(),
                        one.channel(),
                        one.state(),
                        waits.containsKey(one.id()) ? waits.get(one.id()) : "",
                        shown(one.delivery().sent()),
                        shown(one.delivery().delivered()),
                        shown(one.delivery().read()),
                        one.attempts(),
                        one.detail()));
        table.print(out);
    }

    private static String shown(@Nullable Instant at) {
        return at == null ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
