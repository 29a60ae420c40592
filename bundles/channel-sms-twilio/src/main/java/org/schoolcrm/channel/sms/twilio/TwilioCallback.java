package org.schoolcrm.channel.sms.twilio;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.StopWords;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.wire.FormFields;

/** What Twilio says later: statuses and what people write back, a form for each; and statuses when asked. */
final class TwilioCallback {

    private TwilioCallback() {}

    static ChannelNews parse(RawWebhook call) {
        var form = FormFields.of(call);
        var sid = form.getOr("MessageSid", "");
        var status = form.getOr("MessageStatus", form.getOr("SmsStatus", ""));
        if (sid.isEmpty()) {
            return ChannelNews.NONE;
        }
        if (status.equals("received")) {
            return new ChannelNews(List.of(), List.of(inbound(sid, form, call.receivedAt())));
        }
        return new ChannelNews(
                receipt(sid, status, form.getOr("ErrorCode", ""), call.receivedAt()).stream()
                        .toList(),
                List.of());
    }

    /** Twilio says itself what it took for a refusal; without that the words decide. */
    private static InboundMessage inbound(String sid, FormFields form, Instant at) {
        var text = form.getOr("Body", "");
        var kind = switch (form.getOr("OptOutType", "").toUpperCase(Locale.ROOT)) {
            case "STOP" -> InboundMessage.Kind.STOP;
            case "START" -> InboundMessage.Kind.RESUMED;
            case "HELP" -> InboundMessage.Kind.TEXT;
            default -> StopWords.kindOf(text);
        };
        return new InboundMessage("in:" + sid, kind, form.getOr("From", ""), text, at);
    }

    /** The receipt of a status; statuses on the way are none. */
    static Optional<DeliveryReceipt> receipt(String sid, String status, String error, Instant at) {
        return switch (status) {
            case "delivered" -> Optional.of(receipt(sid, status, Kind.DELIVERED, Cause.NONE, error, at));
            case "read" -> Optional.of(receipt(sid, status, Kind.READ, Cause.NONE, error, at));
            case "undelivered", "failed", "canceled" ->
                Optional.of(receipt(sid, status, Kind.UNDELIVERED, cause(error), error, at));
            default -> Optional.empty();
        };
    }

    private static Cause cause(String error) {
        return switch (error) {
            case "21610" -> Cause.RECIPIENT_REFUSES;
            case "30005" -> Cause.ADDRESS;
            case "30007" -> Cause.POLICY;
            case "30002" -> Cause.BANNED;
            default -> Cause.NONE;
        };
    }

    private static DeliveryReceipt receipt(
            String sid, String status, Kind kind, Cause cause, String error, Instant at) {
        return new DeliveryReceipt(sid + ":" + status, sid, null, kind, cause, ProviderText.of(error, status), at);
    }

    /** As Twilio writes dates, such as {@code Tue, 01 Sep 2026 06:00:10 +0000}. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
