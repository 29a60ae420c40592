package org.schoolcrm.mailing.core.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.Composer;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.HandWritten;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.TagText;
import org.schoolcrm.mailing.core.template.TagValue;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Where people write to customers by hand: the words are the values of a template that holds nothing else. */
public final class DirectMessages implements Composer {

    /** The templates that come with the tables: a subject and a text, and a text alone. */
    public static final TemplateId LETTER = new TemplateId(1);

    public static final TemplateId NOTE = new TemplateId(2);

    private static final int SUBJECT_LENGTH = 500;
    private static final int TEXT_LENGTH = 10_000;

    /** Without the punctuation of the sentence that it stands in. */
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,:;!?)»…]");

    private final Outbox outbox;
    private final Customers customers;
    private final Branches branches;
    private final MailingOption option;
    private final Routing routing;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public DirectMessages(
            Outbox outbox,
            Customers customers,
            Branches branches,
            MailingOption option,
            Routing routing,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.outbox = outbox;
        this.customers = customers;
        this.branches = branches;
        this.option = option;
        this.routing = routing;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<Recipient> recipients(BranchId branch, CustomerId customer) {
        return recipients(known(branch, customer));
    }

    @Override
    public void send(HandWritten message, Actor actor) {
        if (!option.state(message.branch()).sends()) {
            throw MailingProblem.OPTION_IS_OFF.refuse();
        }
        var customer = known(message.branch(), message.customer());
        check(message, customer);
        var channel = routing.channelOf(message.method());
        if (!routing.isPresent(channel)) {
            throw MailingProblem.CHANNEL_ABSENT.refuse(channel);
        }
        transactions.run(() -> {
            outbox.addAll(List.of(outgoing(message, channel)));
            audit.record(new AuditRecord(
                    actor,
                    message.branch().value(),
                    "message.written",
                    "customer:" + message.customer(),
                    null,
                    message.method().name()));
        });
    }

    private void check(HandWritten message, CustomerFacts customer) {
        boolean email = message.method() == DeliveryMethod.EMAIL;
        var recipient = new Recipient(message.method(), message.address());
        boolean known = recipients(customer).contains(recipient);
        new FieldChecks()
                .require(known, "address", MailingProblem.RECIPIENT_UNUSABLE)
                .require(!email || !message.subject().isBlank(), "subject", CommonProblem.REQUIRED)
                .require(
                        message.subject().length() <= SUBJECT_LENGTH,
                        "subject",
                        MailingProblem.TOO_LONG,
                        SUBJECT_LENGTH)
                .require(
                        tags(message.subject()).isEmpty(),
                        "subject",
                        MailingProblem.TAGS_ONLY_IN_MAILINGS,
                        names(message.subject()))
                .require(!message.text().isBlank(), "text", CommonProblem.REQUIRED)
                .require(message.text().length() <= TEXT_LENGTH, "text", MailingProblem.TOO_LONG, TEXT_LENGTH)
                .require(
                        tags(message.text()).isEmpty(),
                        "text",
                        MailingProblem.TAGS_ONLY_IN_MAILINGS,
                        names(message.text()))
                .refuseAs(MailingProblem.MESSAGE_INVALID);
    }

    private NewMessage outgoing(HandWritten message, String channel) {
        boolean email = message.method() == DeliveryMethod.EMAIL;
        return new NewMessage(
                message.branch(),
                null,
                message.customer(),
                AccountId.BASE,
                channel,
                message.address(),
                "hand:" + UUID.randomUUID(),
                Purpose.MANUAL,
                List.of(),
                email ? LETTER : NOTE,
                1,
                Map.of(
                        "message.subject", TagValue.text(message.subject()).marked(),
                        "message.text", written(message.text())),
                clock.now());
    }

    /** Line by line, with links as links. */
    private static String written(String text) {
        return text.strip().lines().map(DirectMessages::line).collect(Collectors.joining("\n"));
    }

    private static String line(String text) {
        var written = new StringBuilder();
        var links = LINK.matcher(text);
        int done = 0;
        while (links.find()) {
            written.append(TagValue.text(text.substring(done, links.start())).marked());
            written.append(TagValue.link(links.group()).marked());
            done = links.end();
        }
        return written.append(TagValue.text(text.substring(done)).marked()).toString();
    }

    private static Optional<Recipient> recipient(Contact contact) {
        return switch (contact.kind()) {
            case EMAIL -> Optional.of(new Recipient(DeliveryMethod.EMAIL, contact.address()));
            case MOBILE_PHONE -> Optional.of(new Recipient(DeliveryMethod.SMS, contact.address()));
            case TELEGRAM -> Optional.of(new Recipient(DeliveryMethod.TELEGRAM, contact.address()));
            case OTHER_PHONE -> Optional.empty();
        };
    }

    private static List<Recipient> recipients(CustomerFacts customer) {
        return customer.contacts().stream()
                .flatMap(contact -> recipient(contact).stream())
                .toList();
    }

    private static Set<String> tags(String text) {
        return new TagText(text).tags();
    }

    private static String names(String text) {
        return tags(text).stream().map(tag -> "{" + tag + "}").collect(Collectors.joining(", "));
    }

    private CustomerFacts known(BranchId branch, CustomerId customer) {
        var zone = branches.find(branch)
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer))
                .zone();
        var today = clock.today(zone);
        return customers.facts(branch, Set.of(customer), new DateRange(today, today), clock.now()).stream()
                .findFirst()
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer));
    }
}
