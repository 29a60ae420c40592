package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.Messages;

/** How the channels are: installed, held, and what they have to do. */
@Service
@Command(scope = "channel", name = "list", description = "The channels, whether they are held, and what waits for them")
public final class ChannelList implements Action {

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Messages source;

    @Override
    public @Nullable Object execute() {
        if (session != null && source != null) {
            print(session.getConsole(), source);
        }
        return null;
    }

    public void print(PrintStream out, Messages messages) {
        var table = new ShellTable();
        for (var column : List.of("Channel", "Installed", "Pause", "Because", "Until", "Messages", "Waits since")) {
            table.column(column);
        }
        for (var one : messages.channels()) {
            var pause = one.pause();
            table.addRow()
                    .addContent(
                            one.channel(),
                            one.present() ? "yes" : "no",
                            pause == null ? "" : pause.kind(),
                            pause == null ? "" : pause.cause() + " " + pause.detail(),
                            pause == null ? "" : pause.until(),
                            one.messages(),
                            one.oldestWaiting() == null ? "" : one.oldestWaiting());
        }
        table.print(out);
    }
}
