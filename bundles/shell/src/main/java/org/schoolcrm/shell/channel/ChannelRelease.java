package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Operators;

/** Lets a channel go on that was held or paused. */
@Service
@Command(scope = "channel", name = "release", description = "Lets a channel go on that was held or paused")
public final class ChannelRelease implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Argument(name = "channel", description = "Such as email", required = true)
    public String channel = "";

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Messages source;

    @Override
    public @Nullable Object execute() {
        if (session != null && source != null) {
            release(session.getConsole(), source, Operators.at(session));
        }
        return null;
    }

    public void release(PrintStream out, Messages messages, Actor operator) {
        messages.release(new BranchId(branch), channel, operator);
        out.println("Released.");
    }
}
