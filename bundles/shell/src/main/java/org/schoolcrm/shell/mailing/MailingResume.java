package org.schoolcrm.shell.mailing;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;

/** Lets a paused or parked run go on. */
@Service
@Command(scope = "mailing", name = "resume", description = "Lets a paused or parked run go on")
public final class MailingResume extends RunCommand {

    @Override
    MailingRun change(MailingRuns runs, RunId which, Actor operator) {
        return runs.resume(which, operator);
    }
}
