package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.mailing.MessagesCommand;

/** Lets a channel go on that was held or paused. */
@Service
@Command(scope = "channel", name = "release", description = "Lets a channel go on that was held or paused")
public final class ChannelRelease extends MessagesCommand {

    @Option(name = "--branch", description = "Number of the branch, which has to be said")
    public long branch;

    @Argument(name = "channel", description = "Such as email", required = true)
    @Completion(ChannelCompleter.class)
    public String channel = "";

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Override
    public void run(PrintStream out, Messages messages, Actor operator) {
        needs("--branch", branch != 0);
        messages.release(new BranchId(branch), channel, operator);
        out.println("Released.");
    }
}
