package org.schoolcrm.mailing.core.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MailingRun.Missed;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Clock;

/** Makes runs of mailings, with the settings and the template as they are now. */
public final class RunFactory {

    private static final RunId NOT_STORED = new RunId(0);

    private final MailingStore mailings;
    private final RunStore runs;
    private final Branches branches;
    private final Clock clock;

    public RunFactory(MailingStore mailings, RunStore runs, Branches branches, Clock clock) {
        this.mailings = mailings;
        this.runs = runs;
        this.branches = branches;
        this.clock = clock;
    }

    MailingRun started(MailingId id, String trigger) {
        var mailing = find(id);
        return make(runs.newId(), mailing, trigger, State.PLANNING, today(mailing), null);
    }

    MailingRun missed(MailingId id, String trigger, Missed why) {
        var mailing = find(id);
        return make(runs.newId(), mailing, trigger, State.MISSED, today(mailing), why);
    }

    /** As if the mailing were run on that day; never stored. */
    MailingRun dry(Mailing mailing, LocalDate on) {
        return make(NOT_STORED, mailing, "dry", State.INVOICING, on, null);
    }

    Optional<Template> template(Mailing mailing) {
        return mailings.find(mailing.settings().how().template());
    }

    private MailingRun make(
            RunId id, Mailing mailing, String trigger, State state, LocalDate issued, @Nullable Missed missed) {
        var settings = mailing.settings();
        var now = clock.now();
        Instant finishedAt = missed == null ? null : now;
        return new MailingRun(
                id,
                mailing.id(),
                mailing.branch(),
                trigger,
                settings,
                template(mailing)
                        .orElseThrow(() -> MailingProblem.TEMPLATE_UNKNOWN.refuse(
                                settings.how().template())),
                state,
                Brake.NONE,
                settings.what().limits(),
                issued,
                now,
                finishedAt,
                missed,
                null);
    }

    private Mailing find(MailingId id) {
        return mailings.find(id).orElseThrow(() -> MailingProblem.MAILING_UNKNOWN.refuse(id));
    }

    private LocalDate today(Mailing mailing) {
        return clock.today(branches.find(mailing.branch()).orElseThrow().zone());
    }
}
