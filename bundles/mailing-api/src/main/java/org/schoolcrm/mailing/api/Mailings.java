package org.schoolcrm.mailing.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/**
 * Mailings, their templates and their runs.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link MailingProblem}.
 */
@ProviderType
public interface Mailings {

    List<Mailing> of(BranchId branch);

    Optional<Mailing> find(MailingId id);

    Mailing create(BranchId branch, String name, Mailing.What what, Mailing.How how, Actor actor);

    Mailing change(MailingId id, String name, Mailing.What what, Mailing.How how, Actor actor);

    List<Template> templates(BranchId branch);

    Template createTemplate(
            BranchId branch, DeliveryMethod method, String name, String subject, String body, Actor actor);

    Template changeTemplate(TemplateId id, String name, String subject, String body, Actor actor);

    /** Fires the mailing; firing it again with the same trigger gives the run of the first time. */
    MailingRun start(MailingId id, String trigger, Actor actor);

    Optional<MailingRun> findRun(RunId id);

    /** Newest first. */
    List<MailingRun> runs(MailingId id);

    RunProgress progress(RunId id);

    /** What the run did, by customer; from that many rows on. */
    List<RunEntry> entries(RunId id, int offset, int limit);
}
