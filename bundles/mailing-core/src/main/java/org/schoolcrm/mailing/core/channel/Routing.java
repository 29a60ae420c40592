package org.schoolcrm.mailing.core.channel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageChannel.Encoding;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing.How;

/** Which channel a delivery method uses just now, and which of a customer's addresses. */
public final class Routing {

    public static final String EMAIL = "email";
    public static final String SMS = "sms";
    static final String WHATSAPP = "whatsapp";
    static final String TELEGRAM = "telegram";

    private final List<MessageChannel> channels;

    public Routing(List<MessageChannel> channels) {
        this.channels = channels;
    }

    public Optional<MessageChannel> find(String name) {
        return channels.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    public Stream<MessageChannel> present() {
        return channels.stream();
    }

    public boolean isPresent(String channel) {
        return find(channel).isPresent();
    }

    /** SMS goes through WhatsApp while there is a provider of it (R131); the decision is stored with each message. */
    public String channelOf(DeliveryMethod method) {
        return switch (method) {
            case EMAIL -> EMAIL;
            case SMS -> isPresent(WHATSAPP) ? WHATSAPP : SMS;
            case TELEGRAM -> TELEGRAM;
        };
    }

    /** How a channel wants its messages written, also while it is away. */
    public Encoding encodingOf(String channel) {
        return find(channel)
                .map(MessageChannel::encoding)
                .orElse(channel.equals(EMAIL) ? Encoding.HTML : Encoding.PLAIN);
    }

    /** Where a message goes that this channel cannot deliver: a WhatsApp message by SMS, if that is wanted (A18). */
    public static @Nullable String fallbackOf(String channel, How how) {
        return channel.equals(WHATSAPP) && how.smsIfUndelivered() ? SMS : null;
    }

    /** Phones count only if they are mobile (R045). */
    public static Optional<String> addressOf(CustomerFacts customer, DeliveryMethod method) {
        return switch (method) {
            case EMAIL -> addressOf(customer.contacts(), EMAIL);
            case SMS -> addressOf(customer.contacts(), SMS);
            case TELEGRAM -> addressOf(customer.contacts(), TELEGRAM);
        };
    }

    /** The first one that can be written to; only if there is none, one that cannot, so that somebody mends it. */
    public static Optional<String> addressOf(List<Contact> contacts, String channel) {
        var kind = DeliveryAddress.kind(channel);
        var addresses = contacts.stream()
                .filter(contact -> kind.equals(Optional.of(contact.kind())))
                .map(contact -> DeliveryAddress.shown(contact.kind(), contact.address()))
                .toList();
        return addresses.stream()
                .filter(address -> DeliveryAddress.forProvider(channel, address).isPresent())
                .findFirst()
                .or(() -> addresses.stream().findFirst());
    }
}
