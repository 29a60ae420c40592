package org.schoolcrm.mailing.core.template;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.channel.RoutePlan;
import org.schoolcrm.mailing.core.channel.RoutePlan.Station;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.Hop;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Onward;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;

/**
 * Composes the messages of a run: one for each invoice, or one for each customer if the template lists all invoices at
 * once (A21), and the reminders that go out later unless the invoice is paid by then.
 */
public final class InvoiceMessages {

    private static final LocalTime REMIND_AT = LocalTime.of(10, 0);

    private final MailingRun run;
    private final Wording invoice;
    private final Wording reminder;
    private final RoutePlan plan;
    private final ZoneId zone;
    private final TagRegistry registry;
    private final Map<SubjectId, String> subjects;

    InvoiceMessages(
            MailingRun run,
            Templates templates,
            RoutePlan plan,
            ZoneId zone,
            TagRegistry registry,
            Map<SubjectId, String> subjects) {
        this.run = run;
        this.plan = plan;
        this.zone = zone;
        this.registry = registry;
        this.subjects = subjects;
        this.invoice = wording(templates.invoice(), templates.other());
        this.reminder = wording(templates.reminder(), templates.other());
    }

    /**
     * The templates of a run.
     *
     * @param other for channels whose messages are written another way than the mailing's method, null for none
     */
    record Templates(
            Template invoice, Template reminder, @Nullable Template other) {}

    /**
     * What a message may be written with, parsed once and not for every message.
     *
     * @param tags of all templates, because it is not known yet which of them will be used
     * @param perCustomer whether all invoices of a customer stand in one message, which each of the templates must allow
     */
    private record Wording(Map<DeliveryMethod, Template> templates, Set<String> tags, boolean perCustomer) {

        Optional<Template> of(String channel) {
            return Optional.ofNullable(templates.get(Routing.templatesOf(channel)));
        }
    }

    private Wording wording(Template usual, @Nullable Template other) {
        var templates = new EnumMap<DeliveryMethod, Template>(DeliveryMethod.class);
        if (other != null) {
            templates.put(other.method(), other);
        }
        templates.put(usual.method(), usual);
        var tags = templates.values().stream().map(InvoiceMessages::tags).toList();
        return new Wording(
                templates,
                tags.stream().flatMap(Set::stream).collect(Collectors.toSet()),
                tags.stream().allMatch(registry::isPerCustomer));
    }

    /** An issued invoice and whom it goes to. */
    public record Addressed(InvoiceForMessage invoice, CustomerFacts customer, List<Station> stations) {}

    public Addressed address(PlannedInvoice planned, Invoice invoice, String link) {
        var names = planned.draft().explanation().lines().stream()
                .flatMap(line -> subjectsOf(planned.customer(), line))
                .map(subjects::get)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Addressed(new InvoiceForMessage(invoice, link, names), planned.customer(), planned.stations());
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
            messages(invoice, group, Purpose.INVOICE, "", due).forEach(messages::add);
        }
        for (int days : run.how().reminders().days()) {
            for (var group : grouped(reminder, issued)) {
                remindAt(group, days)
                        .filter(at -> at.isAfter(now))
                        .ifPresent(at -> messages(reminder, group, Purpose.REMINDER, "|reminder:" + days, at)
                                .forEach(messages::add));
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

    private static List<List<Addressed>> grouped(Wording wording, List<Addressed> issued) {
        if (!wording.perCustomer()) {
            return issued.stream().map(List::of).toList();
        }
        var groups = new LinkedHashMap<Object, List<Addressed>>();
        issued.forEach(one -> groups.computeIfAbsent(one.customer().id(), id -> new ArrayList<>())
                .add(one));
        return List.copyOf(groups.values());
    }

    /** One for each of the addresses at which the customer is written to first; they go on together. */
    private Stream<NewMessage> messages(
            Wording wording, List<Addressed> group, Purpose purpose, String suffix, Instant due) {
        var first = group.get(0);
        var invoices = group.stream().map(Addressed::invoice).toList();
        boolean one = !wording.perCustomer();
        var account = one ? first.invoice().invoice().account() : AccountId.BASE;
        var key =
                "run:" + run.id() + "|customer:" + first.customer().id() + "|account:" + (one ? account : "*") + suffix;
        var hops = hops(wording, first.stations());
        var start = hops.get(0);
        var onward = hops.size() == 1 ? null : new Onward(key, hops.subList(1, hops.size()), plan.patience());
        var about = new About(
                run.branch(),
                first.customer().id(),
                account,
                invoices.stream().map(each -> each.invoice().id()).toList());
        var content = new Content(
                start.template(),
                start.version(),
                registry.values(wording.tags(), new BuiltInTags.Context(first.customer(), invoices)));
        var addresses = start.addresses();
        return IntStream.range(0, addresses.size())
                .mapToObj(i -> new NewMessage(
                        run.id(),
                        about,
                        new Route(start.channel(), addresses.get(i), onward),
                        content,
                        purpose,
                        i == 0 ? key : key + "|to:" + addresses.get(i),
                        due));
    }

    /** The first one is where the message starts, even if it were meant only for who cannot be reached before. */
    private static List<Hop> hops(Wording wording, List<Station> stations) {
        return stations.stream()
                .flatMap(station -> wording
                        .of(station.channel().name())
                        .map(template -> new Hop(
                                station.channel().name(),
                                station.addresses(),
                                template.id(),
                                template.version(),
                                station.channel().onlyIfUnreachable()))
                        .stream())
                .toList();
    }

    /** The template that a message is written with. */
    public Template templateOf(NewMessage message) {
        var wording = message.purpose() == Purpose.REMINDER ? reminder : invoice;
        return wording.of(message.route().channel()).orElse(run.template());
    }

    public static Set<String> tags(Template template) {
        return new TagText(template.subject() + "\n" + template.body()).tags();
    }
}
