package org.schoolcrm.billing.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;

/** Queues what happened to invoices for all webhook endpoints that subscribe to it. Implemented by {@code persistence}. */
@ConsumerType
@FunctionalInterface
public interface InvoiceEvents {

    /** One statement in the caller's transaction, however many invoices and endpoints there are. */
    void publish(BranchId branch, InvoiceEvent event, List<InvoiceId> invoices);
}
