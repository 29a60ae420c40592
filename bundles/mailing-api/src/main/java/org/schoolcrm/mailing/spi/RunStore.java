package org.schoolcrm.mailing.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.SkipReason;

/** Where runs, their pages and their entries live. Implemented by {@code persistence}. */
@ConsumerType
public interface RunStore {

    RunId newId();

    /** Adds the run unless its mailing has been fired by the same trigger before; the run that counts either way. */
    MailingRun addIfNew(MailingRun run);

    Optional<MailingRun> find(RunId id);

    List<MailingRun> ofMailing(MailingId mailing);

    /** Locks, steps and saves as one. */
    Optional<MailingRun> change(RunId id, UnaryOperator<MailingRun> step);

    /** Adds the next page. A late page is worked on after all others are done. */
    Page addPage(RunId run, List<CustomerId> customers, boolean late);

    Optional<Page> page(RunId run, int number);

    /** Locks the page until the transaction ends; nothing if it is done already. */
    Optional<Page> lockOpenPage(RunId run, int number);

    /** Marks the page as done; the customers who were put off to a late page do not count as done. */
    void finishPage(RunId run, int number, int putOff);

    /** Whether pages are not done yet, the late ones aside. */
    boolean hasOpenPages(RunId run);

    /** Pages that are not done yet. */
    List<Page> openPages(RunId run);

    /**
     * Counts the invoices of a page against the run, in the page's transaction and as its last step. Unless they are
     * admitted, nothing of the page may be committed.
     *
     * @param costMinor of their messages, null if it is not known
     */
    Admission admit(RunId run, long invoices, long amountMinor, @Nullable Long costMinor);

    /** Takes out the entries of customers who failed and says who they are. */
    List<CustomerId> takeFailed(RunId run);

    /** The entries of a page, written in one batch. */
    void addEntries(List<RunEntry> entries);

    List<RunEntry> entries(RunId run, int offset, int limit);

    Tally tally(RunId run);

    /** Whether a page may be committed. */
    enum Admission {
        ADMITTED,
        /** The run is paused, parked, stopped or over. */
        HELD_BACK,
        /** The run would go beyond its limits. */
        BEYOND_LIMITS,
        /** Its messages would cost more than the ceiling, or an unknown sum. */
        BEYOND_COST
    }

    /** A slice of a run's customers. */
    record Page(RunId run, int number, List<CustomerId> customers, boolean late) {}

    /** Sums over the rows of a run; the amount is in minor units, the currency null while nothing is billed. */
    record Tally(
            long customers,
            long done,
            long billed,
            long failed,
            Map<SkipReason, Long> skipped,
            long amountMinor,
            @Nullable String currency) {}
}
