package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.spi.BilledNames;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Names on invoices follow those of the CRM. */
class BilledNameRefreshTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final CustomerId ANNA = new CustomerId(1);

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final List<Entry> renamed = new ArrayList<>();
    private final TreeSet<Entry> stored =
            new TreeSet<>(Comparator.comparing((Entry one) -> one.customer()).thenComparing(Entry::name));
    private final BilledNameRefresh refresh = new BilledNameRefresh(
            new InMemory(),
            () -> List.of(new Branch(CENTRE, "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"))),
            new OneCustomer(customer()),
            new DirectTransactions(),
            new FakeJobs(clock),
            clock);

    private record Entry(long customer, String name) {}

    @Test
    void only_names_that_differ_are_written() {
        store(1, "");
        store(1, "Петрова Анна");
        store(2, "Кого больше нет");

        assertThat(refresh.run("one").again()).isEqualTo(clock.now().plusSeconds(24 * 60 * 60));
        assertThat(renamed).containsExactly(new Entry(1, "Петрова Анна"));

        renamed.clear();
        stored.remove(new Entry(1, ""));
        refresh.run("one");
        assertThat(renamed).isEmpty();
    }

    private void store(long customer, String name) {
        stored.add(new Entry(customer, name));
    }

    private static CustomerFacts customer() {
        return new CustomerFacts(
                ANNA,
                CENTRE,
                "Петрова Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    private final class InMemory implements BilledNames {

        @Override
        public List<BilledNames.Billed> after(BranchId branch, long customer, int limit) {
            return stored.stream()
                    .filter(one -> one.customer() > customer)
                    .map(one -> new BilledNames.Billed(new CustomerId(one.customer()), one.name()))
                    .toList();
        }

        @Override
        public void rename(BranchId branch, List<BilledNames.Billed> names) {
            names.forEach(one -> renamed.add(new Entry(one.customer().value(), one.name())));
        }
    }
}
