package org.schoolcrm.channel.sms.smsru;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.FormFields.Field;
import org.schoolcrm.provider.wire.Signing;

/** What SMS.ru says later: by calls, entries of four lines under one digest, and when asked. */
final class SmsruReceipts {

    private static final Pattern ENTRY_FIELD = Pattern.compile("data\\[\\d*]");
    private static final Pattern ENTRY = Pattern.compile("sms_status\n([\\w-]{1,64})\n(-?\\d{1,4})\n(\\d{10})(?!\\d)");

    private SmsruReceipts() {}

    /** SHA-256 over the api_id and all entries, with nothing between them. */
    static boolean isSigned(ProviderAccount account, RawWebhook call) {
        var form = FormFields.of(call);
        var hash = form.getOr("hash", "");
        var signed = entries(form);
        return !signed.isEmpty()
                && account.secrets(SmsruProfile.API_ID).stream()
                        .anyMatch(apiId -> Signing.sameHex(Signing.hex("SHA-256", apiId + signed), hash));
    }

    /** Read from what was signed, so that it does not matter where one entry ends and the next begins. */
    static List<DeliveryReceipt> parse(RawWebhook call) {
        return ENTRY.matcher(entries(FormFields.of(call)))
                .results()
                .flatMap(entry -> of(
                        entry.group(1),
                        Integer.parseInt(entry.group(2)),
                        "",
                        Instant.ofEpochSecond(Long.parseLong(entry.group(3))))
                        .stream())
                .toList();
    }

    /** The receipt of a status; statuses on the way are none. */
    static Optional<DeliveryReceipt> of(String id, int status, String words, Instant at) {
        return switch (status) {
            case 103 -> Optional.of(receipt(id, status, Kind.DELIVERED, words, at));
            case 110 -> Optional.of(receipt(id, status, Kind.READ, words, at));
            case 104, 105, 106, 107, 108, 150 -> Optional.of(receipt(id, status, Kind.UNDELIVERED, words, at));
            default -> Optional.empty();
        };
    }

    private static DeliveryReceipt receipt(String id, int status, Kind kind, String words, Instant at) {
        var detail = ProviderText.of(String.valueOf(status), words);
        return new DeliveryReceipt(id + ":" + status, id, null, kind, Cause.NONE, detail, at);
    }

    private static String entries(FormFields form) {
        return form.fields().stream()
                .filter(field -> ENTRY_FIELD.matcher(field.name()).matches())
                .map(Field::value)
                .collect(Collectors.joining());
    }
}
