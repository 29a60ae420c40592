package org.schoolcrm.mailing.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.runtime.api.Actor;

/**
 * The runs of mailings: started, watched, paused, resumed, stopped.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link MailingProblem}.
 */
@ProviderType
public interface MailingRuns {

    /**
     * Fires the mailing; firing it again with the same trigger gives the run of the first time. Refuses one whose
     * messages would cost more than its ceiling, or an unknown sum, until the caller says {@link #startAtAnyCost}.
     */
    MailingRun start(MailingId id, String trigger, Actor actor);

    /** The same for a person who knows what it costs. */
    MailingRun startAtAnyCost(MailingId id, String trigger, Actor actor);

    /** Cancels the reminders of the run that wait, also of one that is over; how many. */
    int stopReminders(RunId id, Actor actor);

    Optional<MailingRun> find(RunId id);

    /** Newest first; slots that went by are among them. */
    List<MailingRun> of(MailingId id);

    /** Pauses the run within seconds; what is issued stays, messages wait. */
    MailingRun pause(RunId id, Actor actor);

    /** Resumes a paused or parked run; the limits of a parked one are lifted. */
    MailingRun resume(RunId id, Actor actor);

    /** Ends the run: what is issued stays, what is not sent will not be. */
    MailingRun stop(RunId id, Actor actor);

    /** Tries the customers who failed and the messages that were given up once more. */
    MailingRun retryFailures(RunId id, Actor actor);

    RunProgress progress(RunId id);

    /** What the run did, by customer; from that many rows on. */
    List<RunEntry> entries(RunId id, int offset, int limit);
}
