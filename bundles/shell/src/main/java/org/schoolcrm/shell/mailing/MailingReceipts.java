package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** Lists what providers reported about a message, or about none of ours. */
@Service
@Command(
        scope = "mailing",
        name = "receipts",
        description = "What providers reported about a message, or with --branch about no message of ours")
public final class MailingReceipts extends MessagesCommand {

    @Option(name = "--message", description = "Id of the message")
    public long message;

    @Option(name = "--branch", description = "Number of the branch")
    public long branch;

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Override
    public void run(PrintStream out, Messages messages, Actor operator) {
        print(out, message == 0 ? messages.unmatchedReceipts(new BranchId(branch), limit) : messages.receipts(message));
    }

    private static void print(PrintStream out, List<ReceivedReceipt> receipts) {
        var table = Tables.of("Account", "Number", "Happened", "Received", "Kind", "Cause", "Effect", "Said");
        receipts.forEach(one -> table.addRow()
                .addContent(
                        one.account(),
                        one.providerId() == null ? "" : one.providerId(),
                        one.at(),
                        one.receivedAt(),
                        one.kind(),
                        one.cause(),
                        one.effect(),
                        one.detail()));
        table.print(out);
    }
}
