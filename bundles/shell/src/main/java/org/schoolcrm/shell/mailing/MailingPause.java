package org.schoolcrm.shell.mailing;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;

/** Holds a run back; what is issued stays, messages wait. */
@Service
@Command(scope = "mailing", name = "pause", description = "Holds a run back; what is issued stays, messages wait")
public final class MailingPause extends RunCommand {

    @Override
    MailingRun change(MailingRuns runs, RunId which, Actor operator) {
        return runs.pause(which, operator);
    }
}
