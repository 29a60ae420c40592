package org.schoolcrm.pay.page;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CustomerName;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.runtime.api.Clock;

/** What the page of an invoice says: the same for whoever holds the link (R050–R053, R027, forecast-rules.md 6). */
public final class PayPage {

    private static final int GONE = 410;
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private final Billing billing;
    private final Issuers issuers;
    private final Acquiring acquiring;
    private final Branches branches;
    private final Customers customers;
    private final List<ChatBindings> chats;
    private final Clock clock;

    /** @param chats those that are there just now: one, or none while mailings are away */
    public PayPage(
            Billing billing,
            Issuers issuers,
            Acquiring acquiring,
            Branches branches,
            Customers customers,
            List<ChatBindings> chats,
            Clock clock) {
        this.billing = billing;
        this.issuers = issuers;
        this.acquiring = acquiring;
        this.branches = branches;
        this.customers = customers;
        this.chats = chats;
        this.clock = clock;
    }

    /** The page; with the latest attempt where the payer has just come back from the bank. */
    Page of(Invoice invoice, String token, Optional<PaymentAttempt> back, Locale language) {
        var branch = branches.find(invoice.branch()).orElseThrow();
        var today = clock.today(branch.zone());
        var page = facts(invoice, branch, today, language).put("token", token);
        var shown = page.shown();
        if (invoice.isPartlyPaid() && invoice.status() != InvoiceStatus.ARCHIVED) {
            page.note("partly", shown.money(invoice.net()), shown.money(invoice.amount()));
        }
        switch (invoice.payability(today)) {
            case ARCHIVED -> archived(page, invoice);
            case PAID -> paid(page, invoice);
            case NOT_YET -> page.refuse("not.yet", "", shown.day(invoice.term().from()));
            case EXPIRED -> page.refuse("expired", "bad");
            case PAYABLE -> payable(page, invoice);
        }
        if (invoice.payability(today) != Payability.ARCHIVED) {
            page.put("style", StyleSheet.addressFor(token));
        }
        back.ifPresent(attempt -> new Returned(page, invoice).from(attempt));
        return page;
    }

    /** The same page after a bank has refused for good to take the payment. */
    Page refused(Invoice invoice, String token, Locale language) {
        return of(invoice, token, Optional.empty(), language).outcome("refused", "bad");
    }

    private Page facts(Invoice invoice, Branch branch, LocalDate today, Locale language) {
        var issuer = issuers.on(invoice, today);
        var page = new Page(language);
        var shown = page.shown();
        boolean asks = invoice.status() == InvoiceStatus.AWAITING_PAYMENT;
        var school = issuer.details().name().isEmpty()
                ? branch.name()
                : issuer.details().name();
        return page.put("school", school)
                .put("letter", letter(school))
                .put("logo", issuer.logo())
                .say("title", invoice.number())
                .say("heading", invoice.number(), shown.day(LocalDate.ofInstant(invoice.issuedAt(), branch.zone())))
                .put("badge", page.word("badge." + invoice.status()))
                .put("badge_mood", invoice.status() == InvoiceStatus.PAID ? "good" : "")
                .put("who", shortName(invoice, branch))
                .put("amount", shown.money(asks ? invoice.stillDue() : invoice.amount()))
                .put("sums", Sum.ofRefunded(invoice, page))
                .put("period", page.period(invoice.period()))
                .put(
                        "term",
                        invoice.term().until() == null
                                ? page.word("term.open")
                                : shown.day(invoice.term().until()))
                .put("issuer", issuer.details())
                .put("lines", lines(invoice, page))
                .put("chats", chats(invoice, page));
    }

    /** The messengers in which the school would send invoices from now on. */
    private List<Messenger> chats(Invoice invoice, Page page) {
        return openChats(invoice)
                .flatMap(one -> one.channels(invoice.branch()).stream())
                .map(channel -> new Messenger(channel, page.word("chat", page.word("chat." + channel))))
                .toList();
    }

    /** The link of an archived invoice is dead for this too. */
    private Stream<ChatBindings> openChats(Invoice invoice) {
        return invoice.status() == InvoiceStatus.ARCHIVED ? Stream.of() : chats.stream();
    }

    /** A line that leads to a messenger. */
    record Messenger(String channel, String text) {}

    /** Where the messenger opens a chat with the school that will be the customer's; nothing if it does not. */
    Optional<URI> chat(Invoice invoice, String channel) {
        return openChats(invoice)
                .flatMap(one -> one.inviteHolder(invoice.branch(), invoice.customer(), channel).stream())
                .findFirst();
    }

    /** Whoever paid while the invoice was archived is told that the money came, though the link stays dead. */
    private static void archived(Page page, Invoice invoice) {
        if (invoice.flags().contains(InvoiceFlag.REFUNDED)) {
            page.refuse("refunded", "");
        } else if (invoice.net().isPositive()) {
            page.refuse("archived.paid", "", page.shown().money(invoice.net()));
        } else {
            page.refuse("archived", "bad");
        }
        page.at(GONE);
    }

    private static void paid(Page page, Invoice invoice) {
        if (invoice.flags().contains(InvoiceFlag.REFUNDED)) {
            page.refuse("refunded", "");
        } else if (invoice.flags().contains(InvoiceFlag.PARTLY_REFUNDED)) {
            page.refuse(
                    "partly.refunded",
                    "good",
                    page.shown().money(invoice.refunded()),
                    page.shown().money(invoice.paid()));
        } else {
            page.refuse("paid", "good");
        }
    }

    private void payable(Page page, Invoice invoice) {
        boolean transfer = TransferCode.fits(page.issuer(), invoice.stillDue());
        page.put("transfer", transfer);
        if (invoice.status() == InvoiceStatus.PAID) {
            page.note("again");
        }
        switch (acquiring.readiness(invoice)) {
            case READY -> page.put("payable", true);
            case NOT_CONNECTED -> page.refuse("not.connected", "");
            case NOT_ACCEPTED -> page.refuse(transfer ? "not.accepted.transfer" : "not.accepted", "");
            case NO_RECEIPT_CONTACT -> page.refuse("no.contact", "");
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
        var lines = Line.of(explanation, page, LineNames.of(invoice, explanation.lines(), customers));
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
        return first(school.replaceFirst("^[^«\"„]*[«\"„]+(?=.)", ""));
    }

    /** What is no word, such as a picture that somebody put before the name, is left out where words are left. */
    static String shortened(String name) {
        if (name.contains("«") || name.contains("\"")) {
            return name;
        }
        var all = List.of(name.strip().split("\\s+"));
        var named = all.stream()
                .filter(word -> word.codePoints().anyMatch(Character::isLetter))
                .toList();
        var words = named.isEmpty() ? all : named;
        return words.size() < 2 ? words.get(0) : words.get(1) + " " + first(words.get(0)) + ".";
    }

    /** What a reader takes for one character, however many Java needs for it. */
    private static String first(String text) {
        var character = CHARACTER.matcher(text);
        return character.find() ? character.group() : "";
    }
}
