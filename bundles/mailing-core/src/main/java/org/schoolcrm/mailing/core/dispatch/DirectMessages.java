package org.schoolcrm.mailing.core.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.Composer;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.HandWritten;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.MisspeltTags;
import org.schoolcrm.mailing.core.template.OneLine;
import org.schoolcrm.mailing.core.template.TagText;
import org.schoolcrm.mailing.core.template.TagValue;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Sends messages that people write by hand: their text is the value of a template that contains nothing else. */
public final class DirectMessages implements Composer {

    /** The templates that come with the tables: a subject with a text, and a text alone. */
    public static final TemplateId EMAIL_TEMPLATE = new TemplateId(1);

    public static final TemplateId TEXT_TEMPLATE = new TemplateId(2);

    private static final int SUBJECT_LENGTH = 500;
    private static final int TEXT_LENGTH = 10_000;

    /** Without the punctuation of the sentence that it stands in. */
    private static final Pattern LINK =
            Pattern.compile("https?://[^\\s\\p{Z}\\p{Cf}<>\"]*[^\\s\\p{Z}\\p{Cf}<>\"'.,:;!?)\\]»”“’…]");

    private final Outbox outbox;
    private final Recipients recipients;
    private final MailingOption option;
    private final Routing routing;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public DirectMessages(
            Outbox outbox,
            Recipients recipients,
            MailingOption option,
            Routing routing,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.outbox = outbox;
        this.recipients = recipients;
        this.option = option;
        this.routing = routing;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<Recipient> recipients(BranchId branch, CustomerId customer) {
        return recipients.of(branch, customer);
    }

    @Override
    public void send(HandWritten message, Actor actor) {
        if (!option.state(message.branch()).sends()) {
            throw MailingProblem.OPTION_IS_OFF.refuse();
        }
        var channel = routing.channelOf(message.method(), message.branch());
        var address = check(message, channel, recipients.of(message.branch(), message.customer()));
        if (!routing.isPresent(channel, message.branch())) {
            throw MailingProblem.CHANNEL_ABSENT.refuse(channel);
        }
        transactions.run(() -> {
            outbox.addAll(List.of(outgoing(message, channel, address)));
            audit.record(new AuditRecord(
                    actor,
                    message.branch().value(),
                    "message.written",
                    "customer:" + message.customer(),
                    null,
                    message.method().name()));
        });
    }

    /** The customer's own address that is meant, in its usual form. */
    private static String check(HandWritten message, String channel, List<Recipient> recipients) {
        boolean email = message.method() == DeliveryMethod.EMAIL;
        var wanted = DeliveryAddress.key(channel, message.address());
        var address = recipients.stream()
                .filter(one -> one.method() == message.method())
                .map(Recipient::address)
                .filter(one -> DeliveryAddress.key(channel, one).equals(wanted))
                .findFirst();
        boolean usable = address.flatMap(one -> DeliveryAddress.forProvider(channel, one))
                .isPresent();
        var checks = new FieldChecks()
                .require(address.isPresent(), "address", MailingProblem.RECIPIENT_UNUSABLE)
                .require(address.isEmpty() || usable, "address", MailingProblem.ADDRESS_UNUSABLE, message.address())
                .require(!email || !message.subject().isBlank(), "subject", CommonProblem.REQUIRED)
                .require(
                        message.subject().length() <= SUBJECT_LENGTH,
                        "subject",
                        MailingProblem.TOO_LONG,
                        SUBJECT_LENGTH)
                .require(OneLine.holds(message.subject()), "subject", MailingProblem.NOT_ONE_LINE)
                .require(!message.text().isBlank(), "text", CommonProblem.REQUIRED)
                .require(message.text().length() <= TEXT_LENGTH, "text", MailingProblem.TOO_LONG, TEXT_LENGTH);
        withoutTags(checks, "subject", message.subject());
        withoutTags(checks, "text", message.text()).refuseAs(MailingProblem.MESSAGE_INVALID);
        return address.orElseThrow();
    }

    private static FieldChecks withoutTags(FieldChecks checks, String field, String text) {
        var misspelt = MisspeltTags.in(text);
        return checks.require(tags(text).isEmpty(), field, MailingProblem.TAGS_ONLY_IN_MAILINGS, names(text))
                .require(misspelt.isEmpty(), field, MailingProblem.TAG_STAYS, String.join(", ", misspelt));
    }

    private NewMessage outgoing(HandWritten message, String channel, String address) {
        boolean email = message.method() == DeliveryMethod.EMAIL;
        return new NewMessage(
                null,
                new About(message.branch(), message.customer(), AccountId.BASE, List.of()),
                Route.by(channel, address),
                new Content(
                        email ? EMAIL_TEMPLATE : TEXT_TEMPLATE,
                        1,
                        Map.of(
                                "message.subject",
                                        TagValue.text(message.subject()).marked(),
                                "message.text", marked(message.text()))),
                Purpose.MANUAL,
                "hand:" + UUID.randomUUID(),
                clock.now());
    }

    /** Line by line, links as links. */
    private static String marked(String text) {
        return text.strip().lines().map(DirectMessages::line).collect(Collectors.joining("\n"));
    }

    private static String line(String text) {
        var line = new StringBuilder();
        var links = LINK.matcher(text);
        int done = 0;
        while (links.find()) {
            line.append(TagValue.text(text.substring(done, links.start())).marked());
            line.append(TagValue.link(links.group()).marked());
            done = links.end();
        }
        return line.append(TagValue.text(text.substring(done)).marked()).toString();
    }

    private static Set<String> tags(String text) {
        return new TagText(text).tags();
    }

    private static String names(String text) {
        return tags(text).stream().map(tag -> "{" + tag + "}").collect(Collectors.joining(", "));
    }
}
