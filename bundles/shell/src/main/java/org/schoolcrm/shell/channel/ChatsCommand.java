package org.schoolcrm.shell.channel;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.shell.ServiceCommand;

/** A command about chats that customers have bound. */
public abstract class ChatsCommand extends ServiceCommand<ChatBindings> {

    @Reference
    @Nullable
    ChatBindings chats;

    @Override
    protected final @Nullable ChatBindings service() {
        return chats;
    }
}
