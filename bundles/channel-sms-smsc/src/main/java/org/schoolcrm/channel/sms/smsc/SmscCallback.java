package org.schoolcrm.channel.sms.smsc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.StopWords;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

/** What SMSC.ru says later: statuses and what people write back, a form for each; and statuses when asked. */
final class SmscCallback {

    private static final Pattern STATUS = Pattern.compile("-?\\d{1,3}");
    private static final Pattern SECONDS = Pattern.compile("\\d{10}");

    private SmscCallback() {}

    /** Who knows the account's address is believed, unless there is a secret word: then SHA-1 over it must be right. */
    static boolean isGenuine(ProviderAccount account, RawWebhook call) {
        var form = FormFields.of(call);
        if (!isStatus(form) && !isMessage(form)) {
            return false;
        }
        var fields = isMessage(form) ? List.of("phone", "mes", "to") : List.of("id", "phone", "status");
        var signed = fields.stream().map(name -> form.getOr(name, "") + ":").collect(Collectors.joining());
        var words = account.secrets(SmscProfile.SECRET);
        return words.isEmpty()
                || words.stream()
                        .anyMatch(word -> Signing.sameHex(Signing.hex("SHA-1", signed + word), form.getOr("sha1", "")));
    }

    static ChannelNews parse(RawWebhook call) {
        var form = FormFields.of(call);
        var at = time(form.getOr("ts", "")).orElse(call.receivedAt());
        if (isMessage(form)) {
            var text = form.getOr("mes", "");
            var key = "in:" + form.getOr("id", at.getEpochSecond() + ":" + form.getOr("phone", ""));
            var address = Phone.e164(form.getOr("phone", ""));
            return new ChannelNews(
                    List.of(), List.of(new InboundMessage(key, StopWords.kindOf(text), address, text, at)));
        }
        if (!isStatus(form)) {
            return ChannelNews.NONE;
        }
        int status = Integer.parseInt(form.getOr("status", ""));
        return new ChannelNews(
                receipt(form.getOr("id", ""), status, form.getOr("err", ""), at).stream()
                        .toList(),
                List.of());
    }

    /** The receipt of a status; statuses on the way are none. */
    static Optional<DeliveryReceipt> receipt(String id, int status, String error, Instant at) {
        return switch (status) {
            case 1 -> Optional.of(receipt(id, status, Kind.DELIVERED, Cause.NONE, error, at));
            case 2, 4 -> Optional.of(receipt(id, status, Kind.READ, Cause.NONE, error, at));
            case 22 -> Optional.of(receipt(id, status, Kind.UNDELIVERED, Cause.ADDRESS, error, at));
            case 24 -> Optional.of(receipt(id, status, Kind.UNDELIVERED, Cause.BALANCE, error, at));
            case 23 -> Optional.of(receipt(id, status, Kind.UNDELIVERED, Cause.POLICY, error, at));
            case -2, 3, 20, 25 -> Optional.of(receipt(id, status, Kind.UNDELIVERED, Cause.NONE, error, at));
            default -> Optional.empty();
        };
    }

    private static DeliveryReceipt receipt(String id, int status, Kind kind, Cause cause, String error, Instant at) {
        var detail = ProviderText.of("" + status, error.isEmpty() || error.equals("0") ? "" : "err " + error);
        var reference = SmscNumber.reference(id).orElse(null);
        return new DeliveryReceipt(id + ":" + status, id, reference, kind, cause, detail, at);
    }

    static Optional<Instant> time(String seconds) {
        return SECONDS.matcher(seconds).matches()
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : Optional.empty();
    }

    private static boolean isStatus(FormFields form) {
        return !form.getOr("id", "").isEmpty()
                && STATUS.matcher(form.getOr("status", "")).matches();
    }

    private static boolean isMessage(FormFields form) {
        return form.get("mes").isPresent()
                && form.get("status").isEmpty()
                && !form.getOr("phone", "").isEmpty();
    }
}
