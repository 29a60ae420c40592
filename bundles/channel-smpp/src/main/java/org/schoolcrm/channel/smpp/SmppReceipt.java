package org.schoolcrm.channel.smpp;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as SMSCs write them: the text of SMPP 3.4 (appendix B) in the spellings of vendors, or parameters, or both.
 *
 * @param id the SMSC's number, as the receipt writes it
 * @param state in the words of the text
 * @param doneAt by the SMSC's clock, whose zone it does not say
 */
record SmppReceipt(
        String id, String state, String error, @Nullable LocalDateTime doneAt) {

    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*(\\S+)");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat(?:us)?:\\s*([A-Z]+)");
    private static final Pattern ERROR = Pattern.compile("(?i)\\berr:\\s*(\\S+)");
    private static final Pattern DONE = Pattern.compile("(?i)\\bdone[ _]?date:\\s*(\\d{10,14})");
    /** From here on it is our own text, or the recipient's. */
    private static final Pattern QUOTATION = Pattern.compile("(?i)\\btext:");

    private static final List<DateTimeFormatter> DATES = Stream.of(
                    "uuMMddHHmm", "uuMMddHHmmss", "uuuuMMddHHmm", "uuuuMMddHHmmss")
            .map(DateTimeFormatter::ofPattern)
            .toList();

    private static final int TYPE_BITS = 0x3c;
    private static final int RECEIPT = 0x04;
    private static final int UCS2 = 8;

    /** By its type or its parameters, never by its text: that could come from a phone. */
    static boolean is(DeliverSm pdu) {
        return (pdu.getEsmClass() & TYPE_BITS) == RECEIPT
                || pdu.getOptionalParameter(OptionalParameter.Receipted_message_id.class) != null;
    }

    /** Empty if it names no message. */
    static Optional<SmppReceipt> of(DeliverSm pdu) {
        var text = QUOTATION.split(text(pdu), 2)[0];
        var named = pdu.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        var id = named == null ? found(ID, text) : named.getValueAsString();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SmppReceipt(id, state(pdu, text), found(ERROR, text), date(found(DONE, text))));
    }

    /** The time in that zone, or if nobody knows it the time of now; nothing is done in the future. */
    Instant at(@Nullable ZoneId zone, Instant now) {
        if (zone == null || doneAt == null) {
            return now;
        }
        var at = doneAt.atZone(zone).toInstant();
        return at.isAfter(now) ? now : at;
    }

    private static String state(DeliverSm pdu, String text) {
        var written = found(STATE, text).toUpperCase(Locale.ROOT);
        var parameter = pdu.getOptionalParameter(OptionalParameter.Message_state.class);
        if (!written.isEmpty() || parameter == null) {
            return written;
        }
        return switch (parameter.getValue()) {
            case 2 -> "DELIVRD";
            case 3 -> "EXPIRED";
            case 4 -> "DELETED";
            case 5 -> "UNDELIV";
            case 8 -> "REJECTD";
            default -> "UNKNOWN";
        };
    }

    private static String text(DeliverSm pdu) {
        var payload = pdu.getOptionalParameter(OptionalParameter.Message_payload.class);
        var bytes = payload == null ? pdu.getShortMessage() : payload.getValue();
        return new String(bytes, pdu.getDataCoding() == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static @Nullable LocalDateTime date(String digits) {
        return DATES.stream()
                .flatMap(format -> date(digits, format).stream())
                .findFirst()
                .orElse(null);
    }

    private static Optional<LocalDateTime> date(String digits, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(digits, format));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
