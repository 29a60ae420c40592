package org.schoolcrm.channel.smpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.StopWords;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;

/**
 * What somebody wrote with a phone. The parts of a long text are messages of their own that name their place: each is
 * kept before it is acknowledged, and an SMSC may wait for that before it sends the next one.
 */
final class PhoneMessage {

    /** An SMSC that did not hear our answer repeats a message within it; whoever writes the same later means it. */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(10);

    private static final int TYPE_BITS = 0x3c;
    private static final int USUAL = 0x00;
    private static final int ACKNOWLEDGED = 0x08;
    private static final int ANSWERED = 0x10;

    private PhoneMessage() {}

    /** A message, or an answer by hand; other types are the network's own. */
    static boolean is(DeliverSm pdu) {
        int type = pdu.getEsmClass() & TYPE_BITS;
        return type == USUAL || type == ACKNOWLEDGED || type == ANSWERED;
    }

    /** Nothing if it has no words. */
    static Optional<InboundMessage> of(DeliverSm pdu, Alphabet alphabet, Instant now) {
        var data = ShortMessage.of(pdu);
        var words = TextCoding.decode(pdu.getDataCoding() & 0xff, data, alphabet);
        if (words.isBlank()) {
            return Optional.empty();
        }
        var kind = data.isPart() ? Kind.TEXT : StopWords.kindOf(words);
        var text = data.isPart() ? "(%d/%d) %s".formatted(data.part(), data.parts(), words) : words;
        return Optional.of(new InboundMessage(key(pdu, data, kind, now), kind, Phone.e164(from(pdu)), text, now));
    }

    private static String from(DeliverSm pdu) {
        var number = pdu.getSourceAddr() == null ? "" : pdu.getSourceAddr();
        return number.startsWith("+") ? number.substring(1) : number;
    }

    /** SMPP numbers no messages. A refusal and its end count each time, so that the last word is the one that holds. */
    private static String key(DeliverSm pdu, ShortMessage data, Kind kind, Instant now) {
        var said = new ByteArrayOutputStream();
        var reference = pdu.getOptionalParameter(OptionalParameter.User_message_reference.class);
        var place = String.join(
                "/",
                from(pdu),
                String.valueOf(pdu.getDestAddress()),
                String.valueOf(pdu.getDataCoding()),
                data.part() + "of" + data.parts(),
                reference == null ? "" : String.valueOf(reference.getValue()));
        said.writeBytes(place.getBytes(UTF_8));
        said.writeBytes(data.words());
        long when = kind == Kind.TEXT ? now.getEpochSecond() / REPEATED_WITHIN.toSeconds() : now.toEpochMilli();
        return "mo:" + UUID.nameUUIDFromBytes(said.toByteArray()) + ":" + when;
    }
}
