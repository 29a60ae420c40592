package org.schoolcrm.pay.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.problem.Words;

/** What one template shows in one language, and the status that the page is answered with. */
final class Page {

    private static final Words WORDS = Words.of(PayPage.class);
    private static final List<String> FIXED = List.of(
            "subtitle",
            "language",
            "for",
            "amount",
            "period",
            "term",
            "pay",
            "pay.offer",
            "offer",
            "lines",
            "line.day",
            "line.what",
            "line.gross",
            "line.discount",
            "line.net",
            "issuer.details",
            "inn",
            "kpp",
            "ogrn",
            "address",
            "phone",
            "email",
            "bank",
            "bic",
            "account",
            "correspondent",
            "transfer",
            "transfer.detail",
            "back",
            "pdf",
            "safe",
            "service",
            "total",
            "head",
            "accountant",
            "go.detail",
            "go.link",
            "offer.title",
            "offer.1",
            "offer.2",
            "offer.3",
            "offer.4",
            "offer.5");

    private static final Map<Locale, Map<String, String>> SAID = new ConcurrentHashMap<>();

    private final Locale language;
    private final Shown shown;
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private String template = "invoice";
    private int status = 200;

    Page(Locale language) {
        this.language = language;
        this.shown = new Shown(language);
        put("w", SAID.computeIfAbsent(language, Page::fixed));
        put("style", StyleSheet.ADDRESS);
        put("lang", language.getLanguage()).put("other", isRussian() ? "en" : "ru");
    }

    /** A page that says one thing. */
    static Page message(Locale language, int status, String heading, String detail) {
        var page = new Page(language).by("message").at(status);
        return page.put("title", page.word(heading))
                .put("heading", page.word(heading))
                .put("detail", page.word(detail));
    }

    /** Our own offer, for schools that have none (R051, A26). */
    static Page offer(Locale language) {
        var page = new Page(language).by("offer");
        return page.put("title", page.word("offer.title"));
    }

    static Page toBank(Locale language, String address) {
        var page = new Page(language).by("go").put("bank", address);
        return page.put("title", page.word("go")).say("go");
    }

    /** What is shown is not at the address of the invoice, or cannot be asked for again: links lead to the invoice instead. */
    Page of(String token) {
        return put("token", token).put("here", "/i/" + token);
    }

    private static Map<String, String> fixed(Locale language) {
        return FIXED.stream()
                .collect(Collectors.toMap(key -> key.replace('.', '_'), key -> WORDS.in(language, key, List.of())));
    }

    Page put(String key, @Nullable Object value) {
        values.put(key, value);
        return this;
    }

    /** The words of the key, with the arguments, under the key. */
    Page say(String key, Object... arguments) {
        return put(key, word(key, arguments));
    }

    Page by(String name) {
        template = name;
        return this;
    }

    Page at(int answer) {
        status = answer;
        return this;
    }

    /** Says what has become of a payment, above whatever else the page says. */
    Page outcome(String key, String mood, Object... arguments) {
        return put("outcome", word(key, arguments))
                .put("outcome_mood", mood)
                .put("outcome_detail", detail(key, arguments));
    }

    Page note(String key, Object... arguments) {
        return put("note", word(key, arguments));
    }

    /** Says why nothing can be paid here now, as a page of its own. */
    void refuse(String key, String mood, Object... arguments) {
        put("notice", word(key, arguments))
                .put("mood", mood)
                .put("detail", detail(key, arguments))
                .by("closed");
    }

    /** «За период»: one that has no end says so. */
    String period(DateRange period) {
        return period.end() == null ? word("period.from", shown.day(period.begin())) : shown.period(period);
    }

    private @Nullable String detail(String key, Object... arguments) {
        return WORDS.knows(key + ".detail") ? word(key + ".detail", arguments) : null;
    }

    String word(String key, Object... arguments) {
        return WORDS.in(language, key, List.of(arguments));
    }

    Shown shown() {
        return shown;
    }

    boolean isRussian() {
        return !language.getLanguage().equals("en");
    }

    boolean isPayable() {
        return values.containsKey("payable");
    }

    boolean asksForTransfer() {
        return Boolean.TRUE.equals(values.get("transfer"));
    }

    IssuerDetails issuer() {
        return (IssuerDetails) Objects.requireNonNull(values.get("issuer"));
    }

    int status() {
        return status;
    }

    String html(Pages pages) {
        return pages.render(template, values);
    }
}
