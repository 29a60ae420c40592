package org.schoolcrm.shell.mailing;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;

/** Tries once more what failed in a run, and nothing else. */
@Service
@Command(scope = "mailing", name = "retry", description = "Tries once more what failed in a run, and nothing else")
public final class MailingRetry extends RunCommand {

    @Override
    MailingRun change(MailingRuns runs, RunId which, Actor operator) {
        return runs.retryFailures(which, operator);
    }
}
