package org.schoolcrm.shell.channel;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.Consents;
import org.schoolcrm.shell.ServiceCommand;

/** A command about a customer's consents. */
public abstract class ConsentsCommand extends ServiceCommand<Consents> {

    @Reference
    @Nullable
    Consents consents;

    @Override
    protected final @Nullable Consents service() {
        return consents;
    }
}
