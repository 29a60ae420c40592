package org.schoolcrm.shell.channel;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.ProviderAccountControl;
import org.schoolcrm.shell.ServiceCommand;

/** A command about one account with a provider of messages. */
public abstract class AccountCommand extends ServiceCommand<ProviderAccountControl> {

    @Argument(name = "account", description = "Number of the provider account", required = true)
    public long account;

    @Reference
    @Nullable
    ProviderAccountControl control;

    @Override
    protected final @Nullable ProviderAccountControl service() {
        return control;
    }
}
