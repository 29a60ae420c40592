package org.schoolcrm.mailing.core.dispatch;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.Letter;
import org.schoolcrm.channel.spi.Letter.Attachment;
import org.schoolcrm.channel.spi.Letter.Bill;
import org.schoolcrm.channel.spi.Letter.Fact;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.core.approval.TextName;
import org.schoolcrm.mailing.core.template.InvoiceAttachments;
import org.schoolcrm.mailing.core.template.PreviewSamples;
import org.schoolcrm.mailing.core.template.Rendering;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.money.ReadableMoney;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the words of a claimed message, and what stands beside them: where to pay, and in letters whose they are. */
public final class MessageDrafts {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDrafts.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.forLanguageTag("ru"));

    /** About a quarter of an hour: as long as it takes to update the bundle that prints, or to get through a rush. */
    private static final int TRIES_FOR_FILES = 3;

    private final Billing billing;
    private final SchoolNames schools;
    private final UnsubscribeLinks unsubscribeLinks;
    private final InvoiceAttachments attachments;
    private final PreviewSamples samples;
    private final Site site;
    private final Clock clock;

    public MessageDrafts(
            Billing billing,
            SchoolNames schools,
            UnsubscribeLinks unsubscribeLinks,
            InvoiceAttachments attachments,
            PreviewSamples samples,
            Site site,
            Clock clock) {
        this.billing = billing;
        this.schools = schools;
        this.unsubscribeLinks = unsubscribeLinks;
        this.attachments = attachments;
        this.samples = samples;
        this.site = site;
        this.clock = clock;
    }

    /** Reads what the messages need, in a constant number of queries. */
    Batch prepare(Encoding encoding, List<ClaimedMessage> messages) {
        var ids = messages.stream()
                .flatMap(message ->
                        attaches(encoding, message) ? message.invoices().stream() : onlyInvoice(message).stream())
                .collect(Collectors.toSet());
        var branches = encoding == Encoding.HTML
                ? messages.stream().map(ClaimedMessage::branch).collect(Collectors.toSet())
                : Set.<BranchId>of();
        return new Batch(
                encoding,
                billing.findAll(ids).stream().collect(Collectors.toMap(Invoice::id, Function.identity())),
                billing.links(ids),
                branches.stream().collect(Collectors.toMap(Function.identity(), schools::issuer)));
    }

    private static boolean attaches(Encoding encoding, ClaimedMessage message) {
        return encoding == Encoding.HTML && message.attachesInvoice();
    }

    private static Optional<InvoiceId> onlyInvoice(ClaimedMessage message) {
        return message.invoices().size() == 1 ? Optional.of(message.invoices().get(0)) : Optional.empty();
    }

    private record Words(String subject, String body) {}

    /** Messages that were claimed together, with what is known of their invoices and schools. */
    final class Batch {

        private final Encoding encoding;
        private final Map<InvoiceId, Invoice> invoices;
        private final Map<InvoiceId, String> links;
        private final Map<BranchId, Issuer> issuers;
        private final Set<Long> incomplete = new HashSet<>();
        private boolean nobodyPrints;

        private Batch(
                Encoding encoding,
                Map<InvoiceId, Invoice> invoices,
                Map<InvoiceId, String> links,
                Map<BranchId, Issuer> issuers) {
            this.encoding = encoding;
            this.invoices = invoices;
            this.links = links;
            this.issuers = issuers;
        }

        /**
         * The message for that address.
         *
         * @throws CompositionException if its words cannot be made
         */
        MessageDraft draft(ClaimedMessage message, String reference, String address) {
            var words = words(message);
            var payAt = onlyInvoice(message).map(links::get).map(URI::create).or(() -> sample(message));
            return new MessageDraft(
                    reference,
                    address,
                    words.subject(),
                    words.body(),
                    clock.now(),
                    payAt.orElse(null),
                    ApprovedTexts.isFree(message) ? null : template(message),
                    letter(message));
        }

        /** Some providers send no button that leads nowhere, not even in a trial. */
        private Optional<URI> sample(ClaimedMessage message) {
            return message.purpose() == Purpose.TEST && encoding == Encoding.CHAT_TEXT
                    ? Optional.of(site.at(URI.create(PreviewSamples.LINK).getPath()))
                    : Optional.empty();
        }

        /** Whether the draft of that message has not got its files. */
        boolean lacksFiles(ClaimedMessage message) {
            return incomplete.contains(message.id());
        }

        private Words words(ClaimedMessage message) {
            try {
                var prefix = message.purpose() == Purpose.TEST ? "[test] " : "";
                return new Words(
                        prefix + Rendering.subject(message.subject(), message.values()),
                        Rendering.body(message.body(), message.values(), encoding));
            } catch (RuntimeException e) {
                LOG.warn("The text of message {} cannot be rendered", message.id(), e);
                throw CompositionException.rejected(SendOutcome.Cause.CONTENT, e.toString());
            }
        }

        private @Nullable Letter letter(ClaimedMessage message) {
            var issuer = issuers.get(message.branch());
            return issuer == null
                    ? null
                    : new Letter(
                            schools.of(message.branch(), issuer),
                            Optional.ofNullable(issuer.logo())
                                    .map(logo -> site.at("/i/logo/" + logo))
                                    .orElse(null),
                            onlyInvoice(message)
                                    .map(invoices::get)
                                    .map(MessageDrafts::bill)
                                    .orElse(null),
                            signature(issuer),
                            message.purpose() == Purpose.TEST ? null : unsubscribeLinks.of(message.id()),
                            attaches(encoding, message) ? files(message) : List.of());
        }

        /** Its words have the sum and the button, so that it rather goes without files than not at all. */
        private List<Attachment> files(ClaimedMessage message) {
            try {
                return printed(message);
            } catch (CompositionException e) {
                if (message.attempts() < TRIES_FOR_FILES) {
                    throw e;
                }
                incomplete.add(message.id());
                return List.of();
            }
        }

        private List<Attachment> printed(ClaimedMessage message) {
            var asked = message.purpose() == Purpose.TEST
                    ? Stream.of(samples.forPrint(message.branch(), message.customer()))
                    : message.invoices().stream()
                            .map(invoices::get)
                            .filter(Objects::nonNull)
                            .filter(invoice -> invoice.status() == InvoiceStatus.AWAITING_PAYMENT);
            return asked.map(this::printed).toList();
        }

        /** Once nobody prints, the other messages of the batch do not wait for that again. */
        private Attachment printed(Invoice invoice) {
            var file = nobodyPrints ? Optional.<Attachment>empty() : attachments.of(invoice);
            nobodyPrints = file.isEmpty();
            return file.orElseThrow(() -> CompositionException.retryable("invoices are not printed just now"));
        }
    }

    private static Bill bill(Invoice invoice) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Счет", "№ " + invoice.number()));
        facts.add(new Fact(
                "Период", period(invoice.period().begin(), invoice.period().end())));
        Optional.ofNullable(invoice.term().until())
                .ifPresent(last -> facts.add(new Fact("Оплатить до", DAY.format(last))));
        return new Bill(ReadableMoney.of(invoice.stillDue()), facts);
    }

    private static TemplateText template(ClaimedMessage message) {
        return new TemplateText(TextName.of(message.body()), message.body(), Rendering.plain(message.values()));
    }

    private static String period(LocalDate begin, @Nullable LocalDate end) {
        return end == null || end.equals(begin) ? DAY.format(begin) : DAY.format(begin) + " — " + DAY.format(end);
    }

    private static String signature(Issuer issuer) {
        var details = issuer.details();
        return Stream.of(details.name(), details.inn().isBlank() ? "" : "ИНН " + details.inn())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
    }
}
