package org.schoolcrm.pay.page;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.billing.spi.InvoicePrinter;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.runtime.api.Clock;

/** The invoice on paper: the page's own facts as a PDF, with the sum in words; signed where a company pays. */
public final class PrintedInvoice implements InvoicePrinter {

    /** The font that comes with the PDF library, free under the SIL Open Font License; it has Cyrillic. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** For letters that the first has not, such as Armenian and Georgian ones. */
    private static final String SECOND_FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

    /** What banks read is Russian whatever the page speaks. */
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private final PayPage page;
    private final Issuers issuers;
    private final Branches branches;
    private final Customers customers;
    private final Clock clock;
    private final Pages pages = new Pages();
    private final PdfCache cache = new PdfCache(PrintedInvoice::render);

    public PrintedInvoice(PayPage page, Issuers issuers, Branches branches, Customers customers, Clock clock) {
        this.page = page;
        this.issuers = issuers;
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
        XRLog.setLoggingEnabled(false);
    }

    /** The whole document; nothing while too many others are being rendered. */
    Optional<byte[]> pdf(Invoice invoice, Locale language) {
        return cache.pdf(html(invoice, language));
    }

    @Override
    public Optional<byte[]> print(Invoice invoice, Locale language) {
        return cache.once(html(invoice, language));
    }

    private static byte[] render(String html) {
        var bytes = new ByteArrayOutputStream();
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(PrintedInvoice.class.getClassLoader());
        try {
            new PdfRendererBuilder()
                    .useFont(() -> font(PDDocument.class, FONT), "Liberation Sans")
                    .useFont(() -> font(PrintedInvoice.class, SECOND_FONT), "DejaVu Sans")
                    .useUriResolver((base, uri) -> uri.startsWith("data:image/") ? uri : null)
                    .withHtmlContent(html, null)
                    .toStream(bytes)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
        return bytes.toByteArray();
    }

    /** The picture that banks' applications read; empty where no transfer can be made. */
    Optional<TransferCode> transfer(Invoice invoice) {
        var branch = branches.find(invoice.branch()).orElseThrow();
        var issuer = issuers.on(invoice, clock.today(branch.zone()));
        var issued = LocalDate.ofInstant(invoice.issuedAt(), branch.zone());
        var purpose = new Page(RUSSIAN).word("purpose", invoice.number(), new Shown(RUSSIAN).day(issued));
        return TransferCode.of(issuer.details(), invoice.stillDue(), purpose);
    }

    private String html(Invoice invoice, Locale language) {
        var printed = page.of(invoice, "", Optional.empty(), language);
        var branch = branches.find(invoice.branch()).orElseThrow();
        var today = clock.today(branch.zone());
        customers.facts(branch.id(), Set.of(invoice.customer()), new DateRange(today, today), clock.now()).stream()
                .filter(one -> one.legalType() == LegalType.LEGAL_ENTITY)
                .forEach(company -> printed.put("who", company.name()).put("signed", true));
        Optional.ofNullable(issuers.on(invoice, today).logo())
                .flatMap(issuers::logo)
                .ifPresent(logo -> printed.put(
                        "picture",
                        "data:" + logo.type() + ";base64," + Base64.getEncoder().encodeToString(logo.content())));
        if (printed.asksForTransfer()) {
            transfer(invoice).ifPresent(code -> printed.put("code", code.address()));
        }
        var code = invoice.amount().currency().getCurrencyCode();
        var currency = printed.isRussian() && code.equals("RUB") ? "руб." : code;
        boolean asks = invoice.stillDue().isPositive();
        var total = asks ? invoice.stillDue() : invoice.amount();
        printed.put("sum", printed.shown().sum(invoice.amount()))
                .put("sums", Sum.onPaper(invoice, printed, currency))
                .put("total", asks ? printed.shown().sum(total) : null)
                .put("currency", currency)
                .put("words", printed.isRussian() ? AmountInWords.of(total) : null);
        return printed.by("print").html(pages);
    }

    private static InputStream font(Class<?> beside, String name) {
        return Objects.requireNonNull(beside.getResourceAsStream(name));
    }
}
