package org.schoolcrm.shell.mailing;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.shell.ServiceCommand;

/** A command about messages. */
public abstract class MessagesCommand extends ServiceCommand<Messages> {

    @Reference
    @Nullable
    Messages messages;

    @Override
    protected @Nullable Messages service() {
        return messages;
    }
}
