package org.schoolcrm.mailing.core.template;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.spi.InvoicePrinter;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.Letter.Attachment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PDFs of invoices as files of a letter. */
public final class InvoiceAttachments {

    private static final Logger LOG = LoggerFactory.getLogger(InvoiceAttachments.class);
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private final List<InvoicePrinter> printers;

    /**
     * Over a list that follows the bundle that prints.
     *
     * @param printers empty while it is away
     */
    public InvoiceAttachments(List<InvoicePrinter> printers) {
        this.printers = printers;
    }

    /** As the page of the invoice names it: in ASCII, which every mail program shows. */
    static String name(String number) {
        var ascii = number.replaceAll("[^0-9A-Za-z-]", "");
        return ascii.isEmpty() ? "invoice.pdf" : "invoice-" + ascii + ".pdf";
    }

    /**
     * The invoice as a file; nothing while nobody prints.
     *
     * @throws CompositionException if this one does not print
     */
    public Optional<Attachment> of(Invoice invoice) {
        try {
            return printers.stream()
                    .findFirst()
                    .flatMap(printer -> printer.print(invoice, RUSSIAN))
                    .map(pdf -> new Attachment(name(invoice.number()), "application/pdf", pdf));
        } catch (RuntimeException e) {
            LOG.warn("The invoice {} cannot be printed", invoice.id(), e);
            throw CompositionException.retryable("the PDF of its invoice could not be printed");
        }
    }
}
