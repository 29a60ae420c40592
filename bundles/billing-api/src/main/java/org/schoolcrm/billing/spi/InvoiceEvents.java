package org.schoolcrm.billing.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;

/** Notes what happened for everybody who wants to hear of it. Implemented by {@code persistence}. */
@ConsumerType
@FunctionalInterface
public interface InvoiceEvents {

    /** One statement in the caller's transaction, however many invoices and listeners there are. */
    void tell(BranchId branch, InvoiceEvent event, List<InvoiceId> invoices);
}
