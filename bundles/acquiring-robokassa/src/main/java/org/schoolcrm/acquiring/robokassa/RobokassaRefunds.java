package org.schoolcrm.acquiring.robokassa;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.Signing;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Refunds at Robokassa: asked for with a token signed by password #3; no notification tells how they end. */
final class RobokassaRefunds {

    private final HttpExchange http;

    RobokassaRefunds(HttpExchange http) {
        this.http = http;
    }

    RefundOutcome send(MerchantAccount account, RefundRequest request, Optional<OperationState> payment) {
        var password = account.setting("password3", "");
        if (password.isEmpty()) {
            return RefundOutcome.misconfigured("Password #3 is not set");
        }
        var key = payment.map(OperationState::key).orElse("");
        if (key.isEmpty()) {
            return RefundOutcome.notSent("Robokassa did not name the operation");
        }
        var claim = Json.write(Map.of("OpKey", key, "RefundSum", BankAmount.number(request.amount())));
        var answer = BankRequests.send(
                http,
                account,
                HttpCall.post(uri(account, "Refund/Create"), "application/json", "\"" + token(claim, password) + "\""));
        var document = Json.readSuccess(answer);
        if (document.isEmpty() || !document.get().path("success").isBoolean()) {
            return TransportFailures.refund(answer);
        }
        if (!document.get().path("success").asBoolean()) {
            return RefundOutcome.refused(document.get().path("message").asText());
        }
        var number = document.get().path("requestId").asText();
        return number.isEmpty()
                ? RefundOutcome.unknown("Robokassa gave the refund no number")
                : RefundOutcome.pending(number, "accepted");
    }

    /** Robokassa knows no number of ours: a refund whose answer was lost is looked for by a person. */
    RefundOutcome query(MerchantAccount account, RefundRequest request) {
        var number = request.providerRefundId();
        if (number == null) {
            return RefundOutcome.unknown("The refund's number is not known; look for it in the cabinet");
        }
        var id = BankRequests.encoded(number);
        var answer = BankRequests.send(http, account, HttpCall.get(uri(account, "Refund/GetState?id=" + id)));
        var label = Json.readSuccess(answer)
                .filter(root -> root.path("requestId").asText(number).equals(number))
                .map(root -> root.path("label").asText())
                .orElse("");
        return switch (label) {
            case "finished" -> RefundOutcome.done(number, null, label);
            case "processing" -> RefundOutcome.pending(number, label);
            case "canceled" -> RefundOutcome.refused(label);
            default -> RefundOutcome.unknown("Robokassa says " + label);
        };
    }

    private static URI uri(MerchantAccount account, String path) {
        return URI.create(account.setting("refundHost", RobokassaProfile.REFUNDS) + path);
    }

    private static String token(String claim, String password) {
        var url = Base64.getUrlEncoder().withoutPadding();
        var head = url.encodeToString("{\"typ\":\"JWT\",\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8));
        var signed = head + "." + url.encodeToString(claim.getBytes(StandardCharsets.UTF_8));
        var seal = Signing.hmacSha256(password, signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + url.encodeToString(seal);
    }
}
