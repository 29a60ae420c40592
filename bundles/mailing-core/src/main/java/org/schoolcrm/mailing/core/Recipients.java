package org.schoolcrm.mailing.core;

import java.util.Optional;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.mailing.api.DeliveryMethod;

/** Which address of a customer a method reaches; phones count only if they are mobile (R045). */
final class Recipients {

    private Recipients() {}

    static Optional<String> addressOf(CustomerFacts customer, DeliveryMethod method) {
        var wanted = switch (method) {
            case EMAIL -> Contact.Kind.EMAIL;
            case SMS -> Contact.Kind.MOBILE_PHONE;
            case TELEGRAM -> Contact.Kind.TELEGRAM;
        };
        return customer.contacts().stream()
                .filter(contact -> contact.kind() == wanted)
                .map(Contact::address)
                .findFirst();
    }

    /** The name of the channel that carries the method. */
    static String channelOf(DeliveryMethod method) {
        return switch (method) {
            case EMAIL -> "email";
            case SMS -> "sms";
            case TELEGRAM -> "telegram";
        };
    }
}
