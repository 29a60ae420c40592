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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;

/**
 * Composes the messages of a run: one for each invoice, or one for each customer if the template lists all invoices at
 * once (A21), and the reminders that go out later unless the invoice is paid by then.
 */
public final class InvoiceMessages {

    private static final LocalTime REMIND_AT = LocalTime.of(10, 0);

    private final MailingRun run;
    private final TaggedTemplate invoice;
    private final TaggedTemplate reminder;
    private final String channel;
    private final ZoneId zone;
    private final TagRegistry registry;
    private final Map<SubjectId, String> subjects;

    InvoiceMessages(
            MailingRun run,
            Template reminder,
            String channel,
            ZoneId zone,
            TagRegistry registry,
            Map<SubjectId, String> subjects) {
        this.run = run;
        this.channel = channel;
        this.zone = zone;
        this.registry = registry;
        this.subjects = subjects;
        this.invoice = tagged(run.template());
        this.reminder = tagged(reminder);
    }

    /** A template and its tags, parsed once and not for every message. */
    private record TaggedTemplate(Template template, Set<String> tags, boolean perCustomer) {}

    private TaggedTemplate tagged(Template template) {
        var tags = tags(template);
        return new TaggedTemplate(template, tags, registry.isPerCustomer(tags));
    }

    /** An issued invoice and whom it goes to. */
    public record Addressed(InvoiceForMessage invoice, CustomerFacts customer, List<String> addresses) {}

    public Addressed address(PlannedInvoice planned, Invoice invoice, String link) {
        var names = planned.draft().explanation().lines().stream()
                .flatMap(line -> subjectsOf(planned.customer(), line))
                .map(subjects::get)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Addressed(new InvoiceForMessage(invoice, link, names), planned.customer(), planned.addresses());
    }

    /** A line for a whole period covers the subjects of its subscription. */
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

    public List<NewMessage> compose(List<Addressed> issued, Instant now) {
        var messages = new ArrayList<NewMessage>(issued.size());
        var due = run.how().afterQuietHours(now, zone);
        for (var group : grouped(invoice, issued)) {
            messages.addAll(toEach(invoice, group, Purpose.INVOICE, "", due));
        }
        for (int days : run.how().reminders().days()) {
            for (var group : grouped(reminder, issued)) {
                remindAt(group, days)
                        .filter(at -> at.isAfter(now))
                        .ifPresent(at ->
                                messages.addAll(toEach(reminder, group, Purpose.REMINDER, "|reminder:" + days, at)));
            }
        }
        return messages;
    }

    /** All invoices of a run end on the same day, so that one reminder can cover those of a customer. */
    private Optional<Instant> remindAt(List<Addressed> group, int days) {
        var until = group.get(0).invoice().invoice().term().until();
        return Optional.ofNullable(until).map(last -> {
            var at = Schedule.moment(LocalDateTime.of(last.plusDays(days), REMIND_AT), zone);
            return run.how().afterQuietHours(at, zone);
        });
    }

    private static List<List<Addressed>> grouped(TaggedTemplate template, List<Addressed> issued) {
        if (!template.perCustomer()) {
            return issued.stream().map(List::of).toList();
        }
        var groups = new LinkedHashMap<Object, List<Addressed>>();
        issued.forEach(one -> groups.computeIfAbsent(one.customer().id(), id -> new ArrayList<>())
                .add(one));
        return List.copyOf(groups.values());
    }

    /** The first address has the key that the only one would have. */
    private List<NewMessage> toEach(
            TaggedTemplate template, List<Addressed> group, Purpose purpose, String key, Instant due) {
        var addresses = group.get(0).addresses();
        return IntStream.range(0, addresses.size())
                .mapToObj(i -> {
                    var address = addresses.get(i);
                    return message(template, group, purpose, key + (i == 0 ? "" : "|to:" + address), address, due);
                })
                .toList();
    }

    private NewMessage message(
            TaggedTemplate template, List<Addressed> group, Purpose purpose, String key, String address, Instant due) {
        var first = group.get(0);
        var invoices = group.stream().map(Addressed::invoice).toList();
        boolean one = !template.perCustomer();
        var account = one ? first.invoice().invoice().account() : AccountId.BASE;
        return new NewMessage(
                run.id(),
                new About(
                        run.branch(),
                        first.customer().id(),
                        account,
                        invoices.stream().map(each -> each.invoice().id()).toList()),
                new Route(channel, Routing.fallbackOf(channel, run.how()), address),
                new Content(
                        template.template().id(),
                        template.template().version(),
                        registry.values(template.tags(), new BuiltInTags.Context(first.customer(), invoices))),
                purpose,
                "run:" + run.id() + "|customer:" + first.customer().id() + "|account:" + (one ? account : "*") + key,
                due);
    }

    public static Set<String> tags(Template template) {
        return new TagText(template.subject() + "\n" + template.body()).tags();
    }
}
