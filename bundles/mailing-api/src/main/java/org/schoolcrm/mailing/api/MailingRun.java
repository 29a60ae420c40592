package org.schoolcrm.mailing.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;

/**
 * One firing of a mailing, with the settings and the words as they were when it began.
 *
 * @param trigger what fired it; one run per mailing and trigger (I7)
 * @param issued the day of issue of all its invoices, in the branch's zone
 * @param cursor how far the candidates have been cut into pages, null before the first
 */
@CheckReturnValue
public record MailingRun(
        RunId id,
        MailingId mailing,
        BranchId branch,
        String trigger,
        Mailing.What what,
        Mailing.How how,
        Template template,
        State state,
        LocalDate issued,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String cursor) {

    /** How far a run has come. */
    public enum State {
        /** The candidates are being cut into pages. */
        PLANNING,
        /** The pages are being worked on. */
        INVOICING,
        /** All invoices are issued, messages are still on their way. */
        SENDING,
        COMPLETED
    }

    public boolean isOver() {
        return state == State.COMPLETED;
    }

    public MailingRun planned(@Nullable String upTo) {
        return with(upTo == null ? State.INVOICING : State.PLANNING, upTo, finishedAt);
    }

    public MailingRun invoiced() {
        return with(State.SENDING, cursor, finishedAt);
    }

    public MailingRun completed(Instant at) {
        return with(State.COMPLETED, cursor, at);
    }

    private MailingRun with(State next, @Nullable String upTo, @Nullable Instant end) {
        return new MailingRun(id, mailing, branch, trigger, what, how, template, next, issued, startedAt, end, upTo);
    }
}
