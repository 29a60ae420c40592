package org.schoolcrm.acquiring.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.StudyStatusId;

/** Customers of whom only the contacts are known; the same for all. */
public final class FakeCustomers implements Customers {

    public final List<Contact> contacts = new ArrayList<>();

    @Override
    public List<CustomerFacts> facts(BranchId branch, Set<CustomerId> customers, DateRange window, Instant asOf) {
        return customers.stream()
                .map(id -> new CustomerFacts(
                        id,
                        branch,
                        "Анна",
                        LegalType.INDIVIDUAL,
                        new StudyStatusId(1),
                        true,
                        contacts,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of()))
                .toList();
    }

    @Override
    public CandidatePage candidates(BranchId branch, CandidateFilter filter, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CustomerName> search(BranchId branch, String text, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dictionaries dictionaries(BranchId branch) {
        throw new UnsupportedOperationException();
    }
}
