package org.schoolcrm.mailing.core.channel;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.EmailAddress;
import org.schoolcrm.host.spi.PhoneNumber;

/** How a channel's addresses are written to people, handed to providers and compared with each other. */
public final class DeliveryAddress {

    private static final Set<String> OF_PHONES = Set.of(Routing.SMS, Routing.WHATSAPP);

    private DeliveryAddress() {}

    /** Where the channel's addresses stand among a customer's contacts; nothing for an unknown channel. */
    public static Optional<Contact.Kind> kind(String channel) {
        if (channel.equals(Routing.EMAIL)) {
            return Optional.of(Contact.Kind.EMAIL);
        }
        if (OF_PHONES.contains(channel)) {
            return Optional.of(Contact.Kind.MOBILE_PHONE);
        }
        return channel.equals(Routing.TELEGRAM) ? Optional.of(Contact.Kind.TELEGRAM) : Optional.empty();
    }

    /** Whether it writes to phones, which costs money; other channels cost something only if their account says so. */
    public static boolean isPhone(String channel) {
        return OF_PHONES.contains(channel);
    }

    /** Whether it writes to chats that customers bind, be they noted among their contacts or not. */
    public static boolean isChat(String channel) {
        return !channel.equals(Routing.EMAIL) && !OF_PHONES.contains(channel);
    }

    /** As a provider takes it; nothing if it could not be reached exactly as it stands. */
    public static Optional<String> forProvider(String channel, String written) {
        if (channel.equals(Routing.EMAIL)) {
            return EmailAddress.read(written).map(EmailAddress::ascii);
        }
        if (OF_PHONES.contains(channel)) {
            return PhoneNumber.read(written).map(PhoneNumber::e164);
        }
        return Optional.of(written.strip()).filter(address -> !address.isEmpty());
    }

    /** For people and for the outbox: in its usual form, or as it was written if it has none. */
    public static String shown(Contact.Kind kind, String written) {
        return switch (kind) {
            case EMAIL -> EmailAddress.read(written).map(EmailAddress::toString).orElse(written);
            case MOBILE_PHONE, OTHER_PHONE ->
                PhoneNumber.read(written).map(PhoneNumber::e164).orElse(written);
            case TELEGRAM -> written.strip();
        };
    }

    /** The same for every spelling of one address, in small letters. */
    public static String key(String channel, String written) {
        if (channel.equals(Routing.EMAIL)) {
            return EmailAddress.read(written).map(EmailAddress::key).orElseGet(() -> small(written));
        }
        return forProvider(channel, written).orElseGet(() -> small(written));
    }

    /** The key, and what may stand instead of it where the address was noted as somebody had typed it. */
    public static Set<String> spellings(String channel, String written) {
        var spellings = new LinkedHashSet<String>();
        spellings.add(key(channel, written));
        spellings.add(small(written));
        return spellings;
    }

    /** All spellings of all addresses. */
    public static Set<String> spellings(String channel, Collection<String> written) {
        return written.stream().flatMap(one -> spellings(channel, one).stream()).collect(Collectors.toSet());
    }

    private static String small(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }
}
