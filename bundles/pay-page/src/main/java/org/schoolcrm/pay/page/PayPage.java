package org.schoolcrm.pay.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CustomerName;
import org.schoolcrm.host.spi.Customers.Entry;
import org.schoolcrm.runtime.api.Clock;

/** What the page of an invoice says: the same for whoever holds the link (R050–R053, R027, forecast-rules.md 6). */
public final class PayPage {

    private static final int GONE = 410;

    private final Billing billing;
    private final Issuers issuers;
    private final Acquiring acquiring;
    private final Branches branches;
    private final Customers customers;
    private final Clock clock;

    public PayPage(
            Billing billing,
            Issuers issuers,
            Acquiring acquiring,
            Branches branches,
            Customers customers,
            Clock clock) {
        this.billing = billing;
        this.issuers = issuers;
        this.acquiring = acquiring;
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
    }

    /** The page; with the latest attempt where the payer has just come back from the bank. */
    Page of(Invoice invoice, String token, Optional<PaymentAttempt> back, Locale language) {
        var branch = branches.find(invoice.branch()).orElseThrow();
        var today = clock.today(branch.zone());
        var page = facts(invoice, branch, today, language).put("token", token);
        switch (invoice.payability(today)) {
            case ARCHIVED -> page.refuse("archived", "bad", GONE);
            case PAID -> page.refuse("paid", "good");
            case NOT_YET ->
                page.refuse("not.yet", "", page.shown().day(invoice.term().from()));
            case EXPIRED -> page.refuse("expired", "bad");
            case PAYABLE -> payable(page, invoice, back);
        }
        return page;
    }

    private Page facts(Invoice invoice, Branch branch, LocalDate today, Locale language) {
        var issuer = issuers.on(invoice, today);
        var page = new Page(language);
        var shown = page.shown();
        boolean payable = invoice.payability(today) == Payability.PAYABLE;
        var school = issuer.details().name().isEmpty()
                ? branch.name()
                : issuer.details().name();
        return page.put("school", school)
                .put("letter", letter(school))
                .put("logo", issuer.logo())
                .say("title", invoice.number())
                .say("heading", invoice.number(), shown.day(LocalDate.ofInstant(invoice.issuedAt(), branch.zone())))
                .put("who", shortName(invoice, branch))
                .put("amount", shown.money(payable ? invoice.stillDue() : invoice.amount()))
                .put("period", shown.period(invoice.period()))
                .put(
                        "term",
                        invoice.term().until() == null
                                ? page.word("term.open")
                                : shown.day(invoice.term().until()))
                .put("issuer", issuer.details())
                .put("lines", lines(invoice, page));
    }

    private void payable(Page page, Invoice invoice, Optional<PaymentAttempt> back) {
        var issuer = page.issuer();
        page.put("transfer", TransferCode.fits(issuer, invoice.stillDue()));
        if (!acquiring.isConnected(invoice.branch())) {
            page.refuse("not.connected", "");
            return;
        }
        page.put("payable", true);
        if (invoice.isPartlyPaid()) {
            page.note("partly", page.shown().money(invoice.paid()), page.shown().money(invoice.amount()));
        } else if (invoice.status() == InvoiceStatus.PAID) {
            page.note("again");
        }
        var status = back.map(PaymentAttempt::status);
        if (status.filter(AttemptStatus::isOpen).isPresent()) {
            page.notice("waiting", "").put("refresh", true);
        } else if (status.equals(Optional.of(AttemptStatus.DECLINED))) {
            page.notice("declined", "bad");
        } else if (status.equals(Optional.of(AttemptStatus.CAPTURED))) {
            page.notice("paid", "good");
        }
    }

    /** Nothing where a line would only say the amount once more. */
    private List<Line> lines(Invoice invoice, Page page) {
        if (invoice.method() == CalculationMethod.MANUAL) {
            return List.of();
        }
        var explanation = billing.explain(invoice.id());
        if (explanation.lines().stream().allMatch(line -> line.kind() == null)) {
            return List.of();
        }
        var subjects = customers.dictionaries(invoice.branch()).subjects();
        var lines = Line.of(
                explanation,
                page,
                id -> subjects.stream()
                        .filter(one -> one.id() == id.value())
                        .map(Entry::name)
                        .findFirst());
        return explanation.balance().isZero() ? lines : Line.withBalance(lines, explanation.balance(), page);
    }

    /** First name and initial only: the link may be seen by others (D32). */
    private String shortName(Invoice invoice, Branch branch) {
        return customers.names(branch.id(), Set.of(invoice.customer())).stream()
                .findFirst()
                .map(CustomerName::name)
                .map(PayPage::shortened)
                .orElse("");
    }

    /** The first of the name itself, which often stands between quotation marks. */
    static String letter(String school) {
        var name = school.replaceFirst("^[^«\"„]*[«\"„]+(?=.)", "");
        return name.substring(0, name.offsetByCodePoints(0, 1));
    }

    static String shortened(String name) {
        if (name.contains("«") || name.contains("\"")) {
            return name;
        }
        var words = name.strip().split("\\s+");
        return words.length < 2 ? words[0] : words[1] + " " + words[0].charAt(0) + ".";
    }
}
