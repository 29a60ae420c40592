package org.schoolcrm.billing.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.InvoiceId;

/** Where it is kept that invoices were opened, apart from them, so that it waits for no payment. Implemented by {@code persistence}. */
@ConsumerType
public interface InvoiceOpeningStore {

    /** Adds those whose invoice exists and was not opened before; nothing is written for the others. */
    void addFirst(List<Opening> openings);

    /** Those of the invoices that have been opened, and when. */
    Map<InvoiceId, Instant> of(Collection<InvoiceId> invoices);

    /** A page that was opened by the link whose token has that hash. */
    record Opening(byte[] tokenHash, Instant at) {}
}
