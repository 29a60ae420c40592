package org.schoolcrm.channel.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.StopWords;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.TemplateNews;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

/** What Meta says later: many things in one signed document. The price is no concern of ours. */
final class CloudCallback {

    private static final String PREFIX = "sha256=";
    private static final Pattern SECONDS = Pattern.compile("\\d{9,10}");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private CloudCallback() {}

    /** The bytes are signed as they came: Meta escapes what is not ASCII, so that the same document has other ones. */
    static boolean isSigned(ProviderAccount account, RawWebhook call) {
        var given = call.header("x-hub-signature-256").orElse("");
        return given.startsWith(PREFIX)
                && account.secrets(CloudProfile.APP_SECRET).stream()
                        .map(secret -> Signing.hex(Signing.hmacSha256(secret, call.body())))
                        .anyMatch(digest -> Signing.sameHex(digest, given.substring(PREFIX.length())));
    }

    /** What Meta wants to read when the address is made known to it. */
    static Optional<String> challenge(ProviderAccount account, RawWebhook call) {
        var query = FormFields.parse(call.query());
        boolean isGenuine = call.method().equals("GET")
                && query.getOr("hub.mode", "").equals("subscribe")
                && Signing.same(account.setting(CloudProfile.VERIFY_TOKEN), query.getOr("hub.verify_token", ""));
        return query.get("hub.challenge")
                .filter(text -> isGenuine && CHALLENGE.matcher(text).matches());
    }

    static ChannelNews parse(ProviderAccount account, RawWebhook call) {
        var entries = Json.read(call.text()).stream()
                .flatMap(root -> elements(root.path("entry")))
                .toList();
        var values = entries.stream()
                .flatMap(entry -> elements(entry.path("changes")))
                .filter(change -> change.path("field").asText().equals("messages"))
                .map(change -> change.path("value"))
                .filter(value -> value.path("metadata")
                        .path("phone_number_id")
                        .asText()
                        .equals(account.setting(CloudProfile.PHONE)))
                .toList();
        return new ChannelNews(
                all(values, "statuses")
                        .flatMap(status -> receipt(status, call).stream())
                        .toList(),
                all(values, "messages")
                        .flatMap(message -> inbound(message, call).stream())
                        .toList(),
                entries.stream()
                        .filter(entry -> entry.path("id").asText().equals(account.setting(CloudProfile.BUSINESS)))
                        .flatMap(entry -> elements(entry.path("changes")))
                        .filter(change -> change.path("field").asText().equals("message_template_status_update"))
                        .flatMap(change -> template(account, change.path("value")).stream())
                        .toList());
    }

    /** Of another language is another template. */
    private static Optional<TemplateNews> template(ProviderAccount account, JsonNode value) {
        var name = value.path("message_template_name").asText();
        var reason = value.path("reason").asText();
        boolean isOurs = value.path("message_template_language").asText().equals(CloudProfile.language(account));
        return isOurs && !name.isEmpty()
                ? Optional.of(new TemplateNews(
                        name,
                        CloudTemplates.approval(value.path("event").asText(), reason.equals("NONE") ? "" : reason)))
                : Optional.empty();
    }

    private static Optional<DeliveryReceipt> receipt(JsonNode status, RawWebhook call) {
        return switch (status.path("status").asText()) {
            case "delivered" -> receipt(status, Kind.DELIVERED, null, call);
            case "read" -> receipt(status, Kind.READ, null, call);
            case "failed" ->
                receipt(
                        status,
                        Kind.UNDELIVERED,
                        CloudError.of(status.path("errors").path(0)).orElse(null),
                        call);
            default -> Optional.empty();
        };
    }

    private static Optional<DeliveryReceipt> receipt(
            JsonNode status, Kind kind, @Nullable CloudError error, RawWebhook call) {
        var id = status.path("id").asText();
        var reference = status.path("biz_opaque_callback_data").asText();
        var cause = Optional.ofNullable(error)
                .flatMap(CloudOutcome::refusal)
                .map(SendOutcome::cause)
                .orElse(Cause.NONE);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeliveryReceipt(
                        id + ":" + status.path("status").asText(),
                        id,
                        reference.isEmpty() ? null : reference,
                        kind,
                        cause,
                        error == null ? "" : error.words(),
                        at(status, call)));
    }

    private static Optional<InboundMessage> inbound(JsonNode message, RawWebhook call) {
        var id = message.path("id").asText();
        var text = switch (message.path("type").asText()) {
            case "text" -> message.path("text").path("body").asText();
            case "button" -> message.path("button").path("text").asText();
            default -> "";
        };
        return id.isEmpty() || text.isEmpty()
                ? Optional.empty()
                : Optional.of(new InboundMessage(
                        id,
                        StopWords.kindOf(text),
                        Phone.e164(message.path("from").asText()),
                        text,
                        at(message, call)));
    }

    private static Instant at(JsonNode event, RawWebhook call) {
        var seconds = event.path("timestamp").asText();
        return SECONDS.matcher(seconds).matches() ? Instant.ofEpochSecond(Long.parseLong(seconds)) : call.receivedAt();
    }

    private static Stream<JsonNode> all(List<JsonNode> values, String name) {
        return values.stream().flatMap(value -> elements(value.path(name)));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).filter(JsonNode::isObject);
    }
}
