package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.runtime.api.Actor;

/** Sends messages once more that ended badly; an uncertain one may arrive twice then. */
@Service
@Command(scope = "mailing", name = "resend", description = "Sends messages once more that ended badly")
public final class MailingResend extends MessagesCommand {

    @Option(name = "--confirm", description = "Yes, an uncertain message may arrive twice")
    public boolean confirm;

    @Argument(name = "ids", description = "Ids of messages", required = true, multiValued = true)
    public List<String> ids = List.of();

    @Override
    public void run(PrintStream out, Messages messages, Actor operator) {
        for (var text : ids) {
            long id = Long.parseLong(text);
            var message = messages.find(id).orElseThrow(() -> MailingProblem.MESSAGE_UNKNOWN.refuse(id));
            if (message.state() == MessageState.UNCERTAIN && !confirm) {
                out.println("Message " + id + " may have arrived already. Add --confirm to send it all the same.");
            } else {
                out.println("Message " + id + ": "
                        + messages.sendAgain(id, operator).state());
            }
        }
    }
}
