package org.schoolcrm.mailing.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;

/**
 * One firing of a mailing, with the settings and the template as they were when it began.
 *
 * @param trigger what fired it; one run per mailing and trigger (I7)
 * @param issued the day of issue of all its invoices, in the branch's zone
 * @param limits when it stops and asks; lifted when a person has said go on
 * @param missed why a slot was let pass, null for a run that took place
 * @param cursor how far the candidates have been cut into pages, null before the first
 */
@CheckReturnValue
public record MailingRun(
        RunId id,
        MailingId mailing,
        BranchId branch,
        String trigger,
        Mailing.Settings settings,
        Template template,
        State state,
        Brake brake,
        Mailing.Limits limits,
        LocalDate issued,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Missed missed,
        @Nullable String cursor) {

    /** How far a run has come. */
    public enum State {
        /** The candidates are being cut into pages. */
        PLANNING,
        /** The pages are being worked on. */
        INVOICING,
        /** All invoices are issued, messages are still on their way. */
        SENDING,
        COMPLETED,
        /** Its slot went by; nothing was done. */
        MISSED
    }

    /** What keeps a run from going on. */
    public enum Brake {
        NONE,
        /** By a person, who may let it go on. */
        PAUSED,
        /** By its own limits: a person must decide. */
        PARKED,
        /** By a person, for ever: what is issued stays, what is not sent is not sent. */
        STOPPED
    }

    /** Why a slot went by. */
    public enum Missed {
        /** No node was up to run it within the grace period. */
        TOO_LATE,
        /** The CRM's option of mailings was off (R111). */
        OPTION_IS_OFF,
        /** The template has a tag whose bundle was away. */
        TAG_UNKNOWN
    }

    public Mailing.What what() {
        return settings.what();
    }

    public Mailing.How how() {
        return settings.how();
    }

    public boolean isOver() {
        return state == State.COMPLETED || state == State.MISSED;
    }

    public boolean isFree() {
        return brake == Brake.NONE && !isOver();
    }

    public MailingRun planned(@Nullable String upTo) {
        return with(upTo == null ? State.INVOICING : State.PLANNING, brake, limits, finishedAt, upTo);
    }

    public MailingRun invoiced() {
        return with(State.SENDING, brake, limits, finishedAt, cursor);
    }

    public MailingRun completed(Instant at) {
        return with(State.COMPLETED, brake, limits, at, cursor);
    }

    /** A person has agreed to any cost of its messages. */
    public MailingRun atAnyCost() {
        return with(state, brake, limits.atAnyCost(), finishedAt, cursor);
    }

    /** Back to invoicing, for the customers who failed. */
    public MailingRun reopened() {
        return with(State.INVOICING, Brake.NONE, limits, null, cursor);
    }

    public MailingRun paused() {
        return with(state, Brake.PAUSED, limits, finishedAt, cursor);
    }

    public MailingRun parked() {
        return with(state, Brake.PARKED, limits, finishedAt, cursor);
    }

    public MailingRun stopped(Instant at) {
        return with(State.COMPLETED, Brake.STOPPED, limits, at, cursor);
    }

    /** Goes on; a parked run has its limits lifted. */
    public MailingRun resumed() {
        return with(state, Brake.NONE, brake == Brake.PARKED ? Mailing.Limits.NONE : limits, finishedAt, cursor);
    }

    private MailingRun with(
            State next, Brake after, Mailing.Limits most, @Nullable Instant end, @Nullable String upTo) {
        return new MailingRun(
                id, mailing, branch, trigger, settings, template, next, after, most, issued, startedAt, end, missed,
                upTo);
    }
}
