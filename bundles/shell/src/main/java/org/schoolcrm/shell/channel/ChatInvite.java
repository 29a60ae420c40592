package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.runtime.api.Actor;

/** Makes a link by which a customer binds a chat; it works once. */
@Service
@Command(
        scope = "channel",
        name = "chat-invite",
        description = "Makes a link that works once; whoever opens it binds his chat to the customer")
public final class ChatInvite extends ChatsCommand {

    @Option(name = "--branch", description = "Number of the branch, which has to be said")
    public long branch;

    @Argument(index = 0, name = "customer", description = "The customer's number", required = true)
    public long customer;

    @Argument(index = 1, name = "messenger", description = "Such as telegram", required = true)
    @Completion(MessengerCompleter.class)
    public String messenger = "";

    @Argument(index = 2, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Override
    public void run(PrintStream out, ChatBindings chats, Actor operator) {
        needs("--branch", branch != 0);
        var made = chats.invite(new BranchId(branch), new CustomerId(customer), messenger, operator);
        out.println(made.link());
        out.println("It can be opened once, until " + made.until() + ", and should reach the customer alone.");
    }
}
