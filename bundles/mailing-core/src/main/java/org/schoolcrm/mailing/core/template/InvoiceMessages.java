package org.schoolcrm.mailing.core.template;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Quiet;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;

/**
 * Writes the messages of a page: one for each invoice, or one for each customer where the template speaks of all
 * invoices at once (A21), and the reminders that go out later unless the invoice is paid by then.
 */
public final class InvoiceMessages {

    private static final LocalTime REMIND_AT = LocalTime.of(10, 0);

    private final MailingRun run;
    private final Words letter;
    private final Words reminder;
    private final String channel;
    private final ZoneId zone;
    private final TagRegistry book;
    private final Map<SubjectId, String> subjects;

    InvoiceMessages(
            MailingRun run,
            Template reminder,
            String channel,
            ZoneId zone,
            TagRegistry book,
            Map<SubjectId, String> subjects) {
        this.run = run;
        this.channel = channel;
        this.zone = zone;
        this.book = book;
        this.subjects = subjects;
        this.letter = words(run.template());
        this.reminder = words(reminder);
    }

    /** A template and its tags, looked for once and not in every message. */
    private record Words(Template template, Set<String> tags, boolean perCustomer) {}

    private Words words(Template template) {
        var tags = tags(template);
        return new Words(template, tags, book.isPerCustomer(tags));
    }

    /** An issued invoice and whom it goes to. */
    public record Addressed(InvoiceForMessage asked, CustomerFacts customer, String address) {}

    public Addressed address(PlannedInvoice bill, Invoice invoice, String link) {
        var names = bill.draft().explanation().lines().stream()
                .flatMap(line -> subjectsOf(bill.customer(), line))
                .map(subjects::get)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Addressed(new InvoiceForMessage(invoice, link, names), bill.customer(), bill.address());
    }

    /** A line for a whole period is about the subjects of its subscription. */
    private static Stream<SubjectId> subjectsOf(CustomerFacts customer, InvoiceLine line) {
        var subscription = line.subscription();
        if (line.subject() != null) {
            return Stream.of(line.subject());
        }
        return subscription == null
                ? Stream.of()
                : customer.subscription(subscription).stream()
                        .flatMap(one -> one.subjects().stream().sorted(Comparator.comparingLong(SubjectId::value)));
    }

    public List<NewMessage> write(List<Addressed> issued, Instant now) {
        var messages = new ArrayList<NewMessage>(issued.size());
        var due = Quiet.after(now, run.how().quiet(), zone);
        for (var group : grouped(letter, issued)) {
            messages.add(message(letter, group, Purpose.INVOICE, "", due));
        }
        for (int days : run.how().reminders().days()) {
            for (var group : grouped(reminder, issued)) {
                remindAt(group, days)
                        .filter(at -> at.isAfter(now))
                        .ifPresent(at ->
                                messages.add(message(reminder, group, Purpose.REMINDER, "|reminder:" + days, at)));
            }
        }
        return messages;
    }

    /** All invoices of a run end on the same day, so those of a customer are reminded of together. */
    private Optional<Instant> remindAt(List<Addressed> group, int days) {
        var until = group.get(0).asked().invoice().term().until();
        return Optional.ofNullable(until).map(last -> {
            var at = Schedule.moment(LocalDateTime.of(last.plusDays(days), REMIND_AT), zone);
            return Quiet.after(at, run.how().quiet(), zone);
        });
    }

    private static List<List<Addressed>> grouped(Words words, List<Addressed> issued) {
        if (!words.perCustomer()) {
            return issued.stream().map(List::of).toList();
        }
        var groups = new LinkedHashMap<Object, List<Addressed>>();
        issued.forEach(one -> groups.computeIfAbsent(one.customer().id(), id -> new ArrayList<>())
                .add(one));
        return List.copyOf(groups.values());
    }

    private NewMessage message(Words words, List<Addressed> group, Purpose purpose, String key, Instant due) {
        var first = group.get(0);
        var asked = group.stream().map(Addressed::asked).toList();
        boolean one = !words.perCustomer();
        var account = one ? first.asked().invoice().account() : AccountId.BASE;
        return new NewMessage(
                run.branch(),
                run.id(),
                first.customer().id(),
                account,
                channel,
                Routing.fallbackOf(channel, run.how()),
                first.address(),
                "run:" + run.id() + "|customer:" + first.customer().id() + "|account:" + (one ? account : "*") + key,
                purpose,
                asked.stream().map(each -> each.invoice().id()).toList(),
                words.template().id(),
                words.template().version(),
                book.values(words.tags(), new BuiltInTags.About(first.customer(), asked)),
                due);
    }

    public static Set<String> tags(Template template) {
        return new TagText(template.subject() + "\n" + template.body()).tags();
    }
}
