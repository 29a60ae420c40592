package org.schoolcrm.billing.spi;

import java.util.Locale;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.Invoice;

/** Prints invoices for those who send them. Implemented by {@code pay-page}. */
@ConsumerType
public interface InvoicePrinter {

    /**
     * The invoice as a PDF, as its page offers it; nothing while too many others are being printed. Reads the database
     * and takes a good part of a second: never within a transaction.
     */
    Optional<byte[]> print(Invoice invoice, Locale language);
}
