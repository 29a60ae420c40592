package org.schoolcrm.mailing.core.template;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.mailing.api.Tag;
import org.schoolcrm.mailing.api.Tag.Scope;
import org.schoolcrm.problem.Words;

/** The tags of the requirements and what they stand for (R135–R146, A1, A22–A24), and links that bind chats. */
public final class BuiltInTags {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final Words WORDS = Words.of(BuiltInTags.class);

    private static final Map<String, Definition> TAGS = new LinkedHashMap<>();

    static {
        customer("customer.name", "Анна Петрова", BuiltInTags::name);
        invoice("bill.url", "https://school.example/i/…", BuiltInTags::link);
        invoice("bill.amount", "3500.00", BuiltInTags::amount);
        invoice(
                "bill.type",
                "По прогнозу оплаты",
                one -> text(one.invoice().method().name()));
        invoice(
                "bill.begin_date",
                "01.09.2026",
                one -> date(one.invoice().period().begin()));
        invoice(
                "bill.end_date",
                "30.09.2026",
                one -> date(one.invoice().period().end()));
        invoice("bill.amount_url", "3500.00 https://…", BuiltInTags::amountAndLink);
        invoice(
                "bill.amount_subjects_url",
                "3500.00 Английский, Математика https://…",
                BuiltInTags::amountSubjectsAndLink);
        all("customer.bills", "https://…", BuiltInTags::link);
        all("customer.bills.amount_url", "3500.00 https://…", BuiltInTags::amountAndLink);
        all("customer.bills.amount_subject_url", "3500.00 Английский https://…", BuiltInTags::amountSubjectsAndLink);
        chat("customer.telegram_url", "telegram");
        chat("customer.max_url", "max");
        TAGS.put("bill.amount_subject_url", known("bill.amount_subjects_url"));
        TAGS.put("customer.bills.amount_subjects_url", known("customer.bills.amount_subject_url"));
    }

    private BuiltInTags() {}

    /** What tags are filled from: who gets a message, and the invoices that it is about. */
    record Context(CustomerFacts customer, List<InvoiceForMessage> invoices) {}

    private record Definition(Tag tag, Function<Context, TagValue> value) {}

    /** In the spelling of the requirements; other spellings work too (A1). */
    static List<Tag> all() {
        return TAGS.values().stream().map(Definition::tag).distinct().toList();
    }

    /** Every spelling that works, with what it means. */
    static Map<String, Tag> bySpelling() {
        var spellings = new LinkedHashMap<String, Tag>();
        TAGS.forEach((spelling, one) -> spellings.put(spelling, one.tag()));
        return spellings;
    }

    static Optional<Tag> find(String spelling) {
        return Optional.ofNullable(TAGS.get(spelling)).map(Definition::tag);
    }

    static TagValue value(String tag, Context context) {
        return known(tag).value().apply(context);
    }

    private static Definition known(String tag) {
        return Objects.requireNonNull(TAGS.get(tag), tag);
    }

    private static void customer(String name, String example, Function<Context, TagValue> value) {
        TAGS.put(name, new Definition(tag(name, Scope.CUSTOMER, example), value));
    }

    private static void invoice(String name, String example, Function<InvoiceForMessage, TagValue> value) {
        TAGS.put(
                name,
                new Definition(
                        tag(name, Scope.INVOICE, example),
                        context -> value.apply(context.invoices().get(0))));
    }

    private static void all(String name, String example, Function<InvoiceForMessage, TagValue> item) {
        TAGS.put(
                name,
                new Definition(
                        tag(name, Scope.ALL_INVOICES, example),
                        context -> TagValue.lines(
                                context.invoices().stream().map(item).toList())));
    }

    /** Where the invoice's page has a fresh link made: none would last as long as a message is kept. */
    private static void chat(String name, String channel) {
        customer(
                name,
                "https://school.example/i/…/" + channel,
                context -> TagValue.link(context.invoices().get(0).link() + "/" + channel));
    }

    private static Tag tag(String name, Scope scope, String example) {
        return new Tag(
                name, scope, WORDS.in(RUSSIAN, name, List.of()), WORDS.in(Locale.ENGLISH, name, List.of()), example);
    }

    private static TagValue name(Context context) {
        var name = context.customer().name();
        return name.isBlank() ? text("NO_NAME") : TagValue.text(name);
    }

    private static TagValue link(InvoiceForMessage one) {
        return TagValue.link(one.link());
    }

    private static TagValue amount(InvoiceForMessage one) {
        return TagValue.text(one.invoice().amount().toDecimal());
    }

    private static TagValue amountAndLink(InvoiceForMessage one) {
        return TagValue.row(amount(one), link(one));
    }

    private static TagValue amountSubjectsAndLink(InvoiceForMessage one) {
        return TagValue.row(amount(one), TagValue.text(one.subjects()), link(one));
    }

    private static TagValue date(@Nullable LocalDate date) {
        return date == null ? text("OPEN_END") : TagValue.text(DATE.format(date));
    }

    private static TagValue text(String key) {
        return TagValue.text(WORDS.in(RUSSIAN, key, List.of()));
    }
}
