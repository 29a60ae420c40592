package org.schoolcrm.billing.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/**
 * The names of customers as their invoices keep them, so that invoices can be listed by name without asking the CRM.
 * Implemented by {@code persistence}.
 */
@ConsumerType
public interface BilledNames {

    /**
     * The next customers with invoices in the branch, by their ids; one whose invoices disagree stands there more than
     * once.
     *
     * @param customer where the page before ended
     * @param limit how many customers, whatever the number of their names
     */
    List<Billed> after(BranchId branch, long customer, int limit);

    /** Writes the names onto all invoices of these customers. */
    void rename(BranchId branch, List<Billed> names);

    /** A customer and a name. */
    record Billed(CustomerId customer, String name) {}
}
