package org.schoolcrm.mailing.core.template;

import java.util.List;
import java.util.UUID;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.Preview;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Clock;

/** Fills templates for a real customer and a sample invoice: to look at, or to send to an address of one's own. */
public final class TestMessages {

    private static final int ADDRESS_LENGTH = 300;

    private final PreviewSamples samples;
    private final MailingOption option;
    private final Routing routing;
    private final TagRegistry tags;
    private final Clock clock;

    public TestMessages(PreviewSamples samples, MailingOption option, Routing routing, TagRegistry tags, Clock clock) {
        this.samples = samples;
        this.option = option;
        this.routing = routing;
        this.tags = tags;
        this.clock = clock;
    }

    Preview preview(Template template, CustomerId customer) {
        var context = samples.context(template.branch(), customer);
        var channel = template.method() == DeliveryMethod.EMAIL ? Routing.EMAIL : Routing.SMS;
        var address = Routing.addressOf(context.customer().contacts(), channel).orElse("");
        var message = message(template, context, address);
        return PreviewSamples.preview(
                message, template, routing.encodingOf(message.route().channel()));
    }

    /** Refuses what could not be sent just now. */
    NewMessage compose(Template template, CustomerId customer, String address) {
        if (!option.state(template.branch()).sends()) {
            throw MailingProblem.OPTION_IS_OFF.refuse();
        }
        var channel = routing.channelOf(template.method(), template.branch());
        if (!routing.isPresent(channel, template.branch())) {
            throw MailingProblem.CHANNEL_ABSENT.refuse(channel);
        }
        new FieldChecks()
                .require(!address.isBlank(), "address", CommonProblem.REQUIRED)
                .require(address.length() <= ADDRESS_LENGTH, "address", MailingProblem.TOO_LONG, ADDRESS_LENGTH)
                .require(
                        address.isBlank()
                                || DeliveryAddress.forProvider(channel, address).isPresent(),
                        "address",
                        MailingProblem.ADDRESS_UNUSABLE,
                        address.strip())
                .refuseAs(MailingProblem.ADDRESS_UNUSABLE, address.strip());
        return message(template, samples.context(template.branch(), customer), address.strip());
    }

    private NewMessage message(Template template, BuiltInTags.Context context, String address) {
        var values = tags.values(InvoiceMessages.tags(template), context);
        return new NewMessage(
                null,
                new About(template.branch(), context.customer().id(), AccountId.BASE, List.of()),
                Route.by(routing.channelOf(template.method(), template.branch()), address),
                new Content(template.id(), template.version(), values),
                Purpose.TEST,
                "test:" + UUID.randomUUID(),
                clock.now());
    }
}
