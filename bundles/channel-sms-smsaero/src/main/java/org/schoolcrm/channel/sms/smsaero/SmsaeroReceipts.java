package org.schoolcrm.channel.sms.smsaero;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;

/** What SMS Aero says later, as a document or a form, and when asked. */
final class SmsaeroReceipts {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,18}");
    private static final Pattern STATUS = Pattern.compile("\\d{1,2}");
    private static final Pattern SECONDS = Pattern.compile("\\d{10}");

    private SmsaeroReceipts() {}

    /** One message's state. */
    record State(String id, String status, String words, String answeredAt) {

        static State of(RawWebhook call) {
            return Json.read(call.text()).map(State::of).orElseGet(() -> of(FormFields.of(call)));
        }

        static State of(JsonNode data) {
            return new State(
                    data.path("id").asText(),
                    data.path("status").asText(),
                    data.path("extendStatus").asText(),
                    data.path("dateAnswer").asText());
        }

        private static State of(FormFields form) {
            return new State(
                    form.getOr("id", ""),
                    form.getOr("status", ""),
                    form.getOr("extendStatus", ""),
                    form.getOr("dateAnswer", ""));
        }

        boolean isReadable() {
            return ID.matcher(id).matches() && STATUS.matcher(status).matches();
        }

        /** Nothing while the message is on its way. */
        Optional<DeliveryReceipt> receipt(Instant otherwise) {
            return switch (isReadable() ? status : "") {
                case "1" -> Optional.of(receipt(Kind.DELIVERED, otherwise));
                case "2", "6" -> Optional.of(receipt(Kind.UNDELIVERED, otherwise));
                default -> Optional.empty();
            };
        }

        private DeliveryReceipt receipt(Kind kind, Instant otherwise) {
            var at = SECONDS.matcher(answeredAt).matches()
                    ? Instant.ofEpochSecond(Long.parseLong(answeredAt))
                    : otherwise;
            return new DeliveryReceipt(
                    id + ":" + status, id, null, kind, Cause.NONE, ProviderText.of(status, words), at);
        }
    }
}
