package org.schoolcrm.mailing.core.dispatch;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.Letter;
import org.schoolcrm.channel.spi.Letter.Bill;
import org.schoolcrm.channel.spi.Letter.Fact;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
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

    private final Billing billing;
    private final Issuers issuers;
    private final Branches branches;
    private final UnsubscribeLinks unsubscribeLinks;
    private final Site site;
    private final Clock clock;

    public MessageDrafts(
            Billing billing,
            Issuers issuers,
            Branches branches,
            UnsubscribeLinks unsubscribeLinks,
            Site site,
            Clock clock) {
        this.billing = billing;
        this.issuers = issuers;
        this.branches = branches;
        this.unsubscribeLinks = unsubscribeLinks;
        this.site = site;
        this.clock = clock;
    }

    /**
     * The message for that address.
     *
     * @throws CompositionException if its words cannot be made
     */
    MessageDraft of(ConnectedChannel channel, ClaimedMessage message, String reference, String address) {
        var encoding = channel.encoding();
        try {
            var body = Rendering.body(message.body(), message.values(), encoding);
            var prefix = message.purpose() == Purpose.TEST ? "[test] " : "";
            var subject = prefix + Rendering.subject(message.subject(), message.values());
            var invoice = onlyInvoice(message);
            var payAt = invoice.flatMap(this::payAt).orElse(null);
            var letter = encoding == Encoding.HTML ? letter(message, invoice.orElse(null)) : null;
            return new MessageDraft(reference, address, subject, body, clock.now(), payAt, null, letter);
        } catch (RuntimeException e) {
            LOG.warn("The text of message {} cannot be rendered", message.id(), e);
            throw CompositionException.rejected(SendOutcome.Cause.CONTENT, e.toString());
        }
    }

    private Optional<Invoice> onlyInvoice(ClaimedMessage message) {
        return message.invoices().size() == 1 ? billing.find(message.invoices().get(0)) : Optional.empty();
    }

    private Optional<URI> payAt(Invoice invoice) {
        return Optional.of(URI.create(billing.link(invoice.id())));
    }

    private Letter letter(ClaimedMessage message, @Nullable Invoice invoice) {
        var issuer = issuers.of(message.branch());
        var named = issuer.details().name();
        var school = named.isBlank()
                ? branches.find(message.branch()).map(branch -> branch.name()).orElse("")
                : named;
        return new Letter(
                school,
                Optional.ofNullable(issuer.logo())
                        .map(logo -> site.at("/i/logo/" + logo))
                        .orElse(null),
                invoice == null ? null : bill(invoice),
                signature(issuer),
                message.purpose() == Purpose.TEST ? null : unsubscribeLinks.of(message.id()),
                List.of());
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
