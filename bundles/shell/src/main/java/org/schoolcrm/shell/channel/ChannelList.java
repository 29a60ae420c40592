package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;
import org.schoolcrm.shell.mailing.MessagesCommand;

/** How the channels are: installed, held, and what they have to do. */
@Service
@Command(scope = "channel", name = "list", description = "The channels, whether they are held, and what waits for them")
public final class ChannelList extends MessagesCommand {

    @Override
    public void run(PrintStream out, Messages messages, Actor operator) {
        var table = Tables.of("Channel", "Installed", "Pause", "Because", "Until", "Messages", "Waits since");
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
