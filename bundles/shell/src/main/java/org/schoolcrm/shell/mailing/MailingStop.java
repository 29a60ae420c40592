package org.schoolcrm.shell.mailing;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;

/** Ends a run; what is issued stays, the rest is not sent. */
@Service
@Command(scope = "mailing", name = "stop", description = "Ends a run; what is issued stays, the rest is not sent")
public final class MailingStop extends RunCommand {

    @Override
    MailingRun change(MailingRuns runs, RunId which, Actor operator) {
        return runs.stop(which, operator);
    }
}
