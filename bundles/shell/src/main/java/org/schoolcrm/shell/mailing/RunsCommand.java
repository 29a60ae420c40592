package org.schoolcrm.shell.mailing;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.shell.ServiceCommand;

/** A command about mailing runs. */
public abstract class RunsCommand extends ServiceCommand<MailingRuns> {

    @Reference
    @Nullable
    MailingRuns runs;

    @Override
    protected @Nullable MailingRuns service() {
        return runs;
    }
}
