package org.schoolcrm.shell.mailing;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.shell.ServiceCommand;

/** A command about mailings. */
public abstract class MailingsCommand extends ServiceCommand<Mailings> {

    @Reference
    @Nullable
    Mailings mailings;

    @Override
    protected @Nullable Mailings service() {
        return mailings;
    }
}
