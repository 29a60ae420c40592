package org.schoolcrm.pay.page;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.Words;
import org.schoolcrm.runtime.api.Clock;

/** What the page of an invoice says: the same for whoever holds the link (R050–R053, R027, forecast.md 6). */
public final class PayPage {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final Words WORDS = Words.of(PayPage.class);

    private final Acquiring acquiring;
    private final Branches branches;
    private final Customers customers;
    private final Clock clock;

    public PayPage(Acquiring acquiring, Branches branches, Customers customers, Clock clock) {
        this.acquiring = acquiring;
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
    }

    /** What the template shows; with the latest attempt where the payer has just come back from the bank. */
    Map<String, Object> of(Invoice invoice, String token, Optional<PaymentAttempt> back, Locale language) {
        var branch = branches.find(invoice.branch()).orElseThrow();
        var page = new HashMap<String, Object>();
        page.put("lang", language.getLanguage());
        page.put("token", token);
        page.put("school", branch.name());
        page.put("title", say(language, "title", invoice.number()));
        page.put("heading", say(language, "invoice", invoice.number()));
        page.put("who", say(language, "for", shortName(invoice, branch)));
        page.put("amount", shown(invoice.stillDue()));
        page.put("period", shown(invoice.period()));
        page.put("term", shown(invoice.term().until(), language));
        page.put(
                "words",
                Map.of(
                        "amount", say(language, "amount"),
                        "period", say(language, "period"),
                        "term", say(language, "term"),
                        "pay", say(language, "pay")));
        if (invoice.isPartlyPaid()) {
            page.put("partly", say(language, "partly", shown(invoice.paid()), shown(invoice.amount())));
        }
        notice(page, invoice, invoice.payability(clock.today(branch.zone())), back, language);
        return page;
    }

    private void notice(
            Map<String, Object> page,
            Invoice invoice,
            Payability payability,
            Optional<PaymentAttempt> back,
            Locale language) {
        switch (payability) {
            case ARCHIVED -> say(page, language, "archived", "bad");
            case PAID -> say(page, language, "paid", "good");
            case NOT_YET -> {
                page.put(
                        "notice",
                        say(language, "not.yet", DATE.format(invoice.term().from())));
                page.put("mood", "");
            }
            case EXPIRED -> say(page, language, "expired", "bad");
            case PAYABLE -> payable(page, invoice, back, language);
        }
    }

    private void payable(Map<String, Object> page, Invoice invoice, Optional<PaymentAttempt> back, Locale language) {
        if (!acquiring.isConnected(invoice.branch())) {
            say(page, language, "not.connected", "");
            return;
        }
        page.put("payable", true);
        var status = back.map(PaymentAttempt::status);
        if (status.filter(AttemptStatus::isOpen).isPresent()) {
            say(page, language, "waiting", "");
            page.put("refresh", true);
        } else if (status.equals(Optional.of(AttemptStatus.DECLINED))) {
            say(page, language, "declined", "bad");
        } else if (status.equals(Optional.of(AttemptStatus.CAPTURED))) {
            say(page, language, "paid", "good");
        }
    }

    private static void say(Map<String, Object> page, Locale language, String key, String mood) {
        page.put("notice", say(language, key));
        page.put("mood", mood);
        if (WORDS.knows(key + ".detail")) {
            page.put("detail", say(language, key + ".detail"));
        }
    }

    static String say(Locale language, String key, Object... arguments) {
        return WORDS.in(language, key, List.of(arguments));
    }

    /** First name and initial only: the link may be seen by others (reliability.md D32). */
    private String shortName(Invoice invoice, Branch branch) {
        var today = clock.today(branch.zone());
        return customers
                .facts(branch.id(), Set.of(invoice.customer()), new DateRange(today, today), clock.now())
                .stream()
                .findFirst()
                .map(CustomerFacts::name)
                .map(PayPage::shortened)
                .orElse("");
    }

    static String shortened(String name) {
        if (name.contains("«")) {
            return name;
        }
        var words = name.strip().split("\\s+");
        return words.length < 2 ? words[0] : words[1] + " " + words[0].charAt(0) + ".";
    }

    private static String shown(Money money) {
        var decimal = money.toDecimal();
        int dot = decimal.indexOf('.');
        var whole = dot < 0 ? decimal : decimal.substring(0, dot);
        var grouped = whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", "\u00a0");
        return grouped + (dot < 0 ? "" : "," + decimal.substring(dot + 1)) + "\u00a0" + symbol(money);
    }

    private static String symbol(Money money) {
        return money.currency().getCurrencyCode().equals("RUB")
                ? "₽"
                : money.currency().getCurrencyCode();
    }

    private static String shown(DateRange period) {
        var begin = DATE.format(period.begin());
        return period.end() == null || period.end().equals(period.begin())
                ? begin
                : begin + "–" + DATE.format(period.end());
    }

    private static String shown(@Nullable LocalDate until, Locale language) {
        return until == null ? say(language, "term.open") : DATE.format(until);
    }
}
