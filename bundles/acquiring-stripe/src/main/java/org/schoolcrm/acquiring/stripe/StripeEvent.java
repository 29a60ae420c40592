package org.schoolcrm.acquiring.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.Signing;

/** Stripe's signed events. */
final class StripeEvent {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private StripeEvent() {}

    /** Any {@code v1} may match; the time is signed and compared with when the call arrived. */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var times = new ArrayList<String>();
        var seals = new ArrayList<String>();
        for (var part : webhook.header("stripe-signature").orElse("").split(",", 50)) {
            var pair = part.trim().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                times.add(pair[1]);
            } else if (pair.length == 2 && pair[0].equals("v1")) {
                seals.add(pair[1]);
            }
        }
        if (times.size() != 1 || !times.get(0).matches("\\d{1,12}") || isTooOld(times.get(0), webhook)) {
            return Verification.REJECTED;
        }
        var message = concat(times.get(0) + ".", webhook.body());
        return account.secrets("webhookSecret").stream()
                        .map(secret -> Signing.hex(Signing.hmacSha256(secret, message)))
                        .anyMatch(seal -> seals.stream().anyMatch(given -> Signing.same(seal, given)))
                ? Verification.VERIFIED
                : Verification.REJECTED;
    }

    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return Json.read(webhook.text()).flatMap(root -> event(account, root)).stream()
                .toList();
    }

    private static Optional<ProviderEvent> event(MerchantAccount account, JsonNode root) {
        var type = root.path("type").asText();
        var object = root.path("data").path("object");
        boolean live = root.has("livemode") ? root.get("livemode").asBoolean() : account.live();
        if (type.startsWith("checkout.session.")) {
            return Optional.of(session(object, type, live));
        }
        if (type.startsWith("charge.dispute.")) {
            return Optional.of(
                    ProviderEvent.notice(Kind.DISPUTE, "", StripeSession.intent(object), live, dispute(object, type)));
        }
        if (type.startsWith("refund.") || type.equals("charge.refund.updated")) {
            return Optional.of(refund(object, type, live));
        }
        if (type.equals("charge.refunded") || type.startsWith("payment_intent.")) {
            return Optional.of(payment(object, type, live));
        }
        return type.isEmpty() ? Optional.empty() : Optional.of(ProviderEvent.notice(Kind.OTHER, "", "", live, type));
    }

    /** One without our number is still money; what is not understood is asked about. */
    private static ProviderEvent session(JsonNode object, String type, boolean live) {
        var order = object.path("client_reference_id")
                .asText(object.path("metadata").path("order").asText());
        var stage = type.equals("checkout.session.async_payment_failed") ? Stage.FAILED : StripeSession.stage(object);
        var amount = StripeSession.amount(object, "amount_total").orElse(null);
        var event = ProviderEvent.payment(order, object.path("id").asText(), stage, amount, live, type)
                .withAlias(StripeSession.alias(object));
        return stage == Stage.UNKNOWN ? event.asHint() : event;
    }

    /** A failure is told nowhere else; what went back is only a hint, because the sum in all must be asked for. */
    private static ProviderEvent refund(JsonNode object, String type, boolean live) {
        var intent = StripeSession.intent(object);
        return StripeRefunds.isFailed(object) || type.equals("refund.failed")
                ? ProviderEvent.refund(
                        Kind.REFUND_FAILED,
                        "",
                        intent,
                        object.path("id").asText(),
                        StripeSession.amount(object, "amount").orElse(null),
                        live,
                        type + reason(object, "failure_reason"))
                : ProviderEvent.payment("", intent, Stage.UNKNOWN, null, live, type)
                        .asHint();
    }

    /** How much went back stands on the charge; it is only a hint, because a later event may have come earlier. */
    private static ProviderEvent payment(JsonNode object, String type, boolean live) {
        var back = StripeSession.amount(object, "amount_refunded").orElse(null);
        var all = StripeSession.amount(object, "amount").orElse(null);
        var stage = back == null || all == null || back.isZero()
                ? Stage.UNKNOWN
                : back.compareTo(all) < 0 ? Stage.PARTIALLY_REFUNDED : Stage.REFUNDED;
        var intent = type.startsWith("payment_intent.") ? object.path("id").asText() : StripeSession.intent(object);
        return ProviderEvent.payment(object.path("metadata").path("order").asText(), intent, stage, back, live, type)
                .asHint();
    }

    private static String dispute(JsonNode object, String type) {
        return type + reason(object, "reason") + reason(object, "status");
    }

    private static String reason(JsonNode object, String field) {
        var word = object.path(field).asText();
        return word.isEmpty() ? "" : " " + word;
    }

    private static boolean isTooOld(String time, RawWebhook webhook) {
        long age = Math.abs(webhook.receivedAt().getEpochSecond() - Long.parseLong(time));
        return age > TOLERANCE.toSeconds();
    }

    private static byte[] concat(String prefix, byte[] body) {
        var head = prefix.getBytes(StandardCharsets.UTF_8);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }
}
