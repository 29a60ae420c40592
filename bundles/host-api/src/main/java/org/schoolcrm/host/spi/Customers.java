package org.schoolcrm.host.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The customers of the school, a page at a time: there is no way to ask for the facts of one customer after another
 * by mistake, because everything that a forecast needs comes in one call.
 */
@ConsumerType
public interface Customers {

    /**
     * The next customers who may be invoiced (forecast-rules.md 5): active, no leads, not archived, fit for the filter.
     * The order is stable: a customer who qualifies throughout is met exactly once.
     *
     * @param after where the page before ended, null for the first
     */
    CandidatePage candidates(BranchId branch, CandidateFilter filter, @Nullable String after, int limit);

    /**
     * What is known of the customers, whoever they are. Unknown customers and those of other branches are left out.
     *
     * @param window lessons on these days come along, whatever their status; with a subscription whose monthly price
     *     is spread over lessons also those of the whole billing periods that the window touches
     * @param asOf attendance in the 30 days before it comes along
     */
    List<CustomerFacts> facts(BranchId branch, Set<CustomerId> customers, DateRange window, Instant asOf);

    /** Customers of the branch whose name, phone or e-mail contains the text, by name; for pickers. */
    List<CustomerName> search(BranchId branch, String text, int limit);

    /** The names of those of the customers who exist; a CRM that can read them alone should. */
    default List<CustomerName> names(BranchId branch, Set<CustomerId> customers) {
        return facts(branch, customers, new DateRange(LocalDate.EPOCH, LocalDate.EPOCH), Instant.EPOCH).stream()
                .map(one -> new CustomerName(one.id(), one.name()))
                .toList();
    }

    /**
     * How those of the customers can be reached just now whom the branch still knows; asked before each message, so a
     * CRM that can read it alone should.
     */
    default List<Reachable> reachable(BranchId branch, Set<CustomerId> customers) {
        return facts(branch, customers, new DateRange(LocalDate.EPOCH, LocalDate.EPOCH), Instant.EPOCH).stream()
                .map(one -> new Reachable(one.id(), !one.active(), one.contacts()))
                .toList();
    }

    /** The lists that filters choose from. */
    Dictionaries dictionaries(BranchId branch);

    /** A page of candidates; without {@code next} it is the last one. */
    record CandidatePage(
            List<CustomerId> customers, @Nullable String next) {}

    /** Which customers; an empty set means all of them (R094, R095, A32, A33). */
    record CandidateFilter(Set<StudyStatusId> statuses, Set<LegalType> legalTypes) {

        public static final CandidateFilter EVERYBODY = new CandidateFilter(Set.of(), Set.of());
    }

    /**
     * A customer as messages reach them.
     *
     * @param archived whether nothing is sent to them by itself any more
     */
    record Reachable(CustomerId id, boolean archived, List<Contact> contacts) {

        public Reachable {
            contacts = List.copyOf(contacts);
        }
    }

    /** A customer as a picker shows it. */
    record CustomerName(CustomerId id, String name) {}

    /** The school's own lists, in the order in which people expect them. */
    record Dictionaries(List<Entry> studyStatuses, List<Entry> subjects, List<Entry> lessonTypes) {}

    /** One line of such a list. */
    record Entry(long id, String name) {}
}
