package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** Lists the chats that a customer has bound, without their numbers, which are personal. */
@Service
@Command(
        scope = "channel",
        name = "chats",
        description = "The chats in messengers that a customer has bound, and where links can be made")
public final class ChannelChats extends ChatsCommand {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Argument(name = "customer", description = "The customer's number", required = true)
    public long customer;

    @Override
    public void run(PrintStream out, ChatBindings chats, Actor operator) {
        var where = new BranchId(branch);
        var table = Tables.of("Id", "Messenger", "Account", "Bound at", "Stop list");
        for (var one : chats.of(where, new CustomerId(customer))) {
            var chat = one.binding();
            table.addRow()
                    .addContent(
                            chat.id(), chat.channel(), chat.account(), chat.boundAt(), one.refused() ? "yes" : "no");
        }
        table.print(out);
        var messengers = chats.channels(where);
        out.println(
                messengers.isEmpty()
                        ? "The branch has no messenger: channel:accounts says what is connected."
                        : "A link that binds another one: channel:chat-invite, in " + String.join(" or ", messengers));
    }
}
