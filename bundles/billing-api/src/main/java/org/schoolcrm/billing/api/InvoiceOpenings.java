package org.schoolcrm.billing.api;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** When the pages of invoices were opened in a browser for the first time; later times leave no trace. */
@ProviderType
public interface InvoiceOpenings {

    /**
     * Notes that whoever holds the link has the page before him. Never waits and never fails: it is written a moment
     * later, as soon as the database can be reached.
     *
     * @return whether it will be written; too much waits already otherwise
     */
    boolean opened(String token);

    /** Those of the invoices that have been opened, and when. */
    Map<InvoiceId, Instant> of(Collection<InvoiceId> invoices);
}
