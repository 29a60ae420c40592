package org.schoolcrm.mailing.api;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/**
 * Mailings as they are set; what becomes of them are {@link MailingRuns}.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link MailingProblem}.
 */
@ProviderType
public interface Mailings {

    List<Mailing> of(BranchId branch);

    Optional<Mailing> find(MailingId id);

    /** Refuses combinations that make no sense, each named on its field. */
    Mailing create(BranchId branch, Mailing.Settings settings, Actor actor);

    /** Runs that are under way keep the settings they began with. */
    Mailing change(MailingId id, Mailing.Settings settings, Actor actor);

    /** Ends the mailing; its runs stay. Refuses while one of them is under way. */
    void remove(MailingId id, Actor actor);

    /** The next slots at which the mailing fires by itself, in the branch's wall-clock time; none if it is not active. */
    List<LocalDateTime> nextSlots(MailingId id, int many);

    /**
     * What the mailing would do if it were fired on that day: everything is computed, nothing is written or sent.
     *
     * @param on the day of issue; lessons are those planned now, balances those of today
     */
    DryRun tryOut(MailingId id, LocalDate on);
}
