package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.runtime.api.Actor;

/** Unbinds a chat, which only the customer can bind again. */
@Service
@Command(
        scope = "channel",
        name = "chat-unbind",
        description = "Unbinds a chat; only the customer can bind it again, by a new link")
public final class ChatUnbind extends ChatsCommand {

    @Argument(index = 0, name = "chat", description = "Id of the bound chat, see channel:chats", required = true)
    public long chat;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--confirm", description = "Yes, nothing is to go to this chat any more")
    public boolean confirm;

    @Override
    public void run(PrintStream out, ChatBindings chats, Actor operator) {
        var found = chats.find(chat).orElseThrow(() -> MailingProblem.CHAT_BINDING_UNKNOWN.refuse(chat));
        if (!confirm) {
            out.println("Customer " + found.customer() + " would get nothing by " + found.channel()
                    + " in this chat, and has to open a new link to change that. Add --confirm to do it.");
            return;
        }
        chats.end(chat, operator);
        out.println("Unbound.");
    }
}
