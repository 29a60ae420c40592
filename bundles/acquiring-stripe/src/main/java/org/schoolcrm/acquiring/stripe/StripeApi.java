package org.schoolcrm.acquiring.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.kit.Json;
import org.schoolcrm.acquiring.spi.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Stripe's calls: forms in, JSON out, the version of the documents pinned. */
final class StripeApi {

    private final HttpExchange http;

    StripeApi(HttpExchange http) {
        this.http = http;
    }

    Reply get(MerchantAccount account, String path) {
        return send(account, HttpCall.get(uri(account, path)));
    }

    Reply post(MerchantAccount account, String path, String key, FormFields form) {
        return send(
                account,
                HttpCall.post(uri(account, path), "application/x-www-form-urlencoded", form.encode())
                        .with("Idempotency-Key", key));
    }

    private Reply send(MerchantAccount account, HttpCall call) {
        var authorized = call.with("Authorization", "Bearer " + account.setting("secretKey"))
                .with("Stripe-Version", StripeProfile.VERSION);
        var answer = BankRequests.send(http, account, authorized);
        return new Reply(answer, Json.readAny(answer));
    }

    private static URI uri(MerchantAccount account, String path) {
        return BankSettings.uri(account, StripeProfile.HOST, path);
    }

    /** An answer, read if it could be. */
    record Reply(HttpAnswer http, Optional<JsonNode> document) {

        Optional<JsonNode> object(String kind) {
            return document.filter(
                    root -> http.isOk() && root.path("object").asText().equals(kind) && root.hasNonNull("id"));
        }

        /** Whether Stripe understood the request and refused it; 409 means that another one is under way. */
        boolean isRefusal() {
            return (http.status() == 400 || http.status() == 402)
                    && document.filter(root -> root.has("error")).isPresent();
        }

        String message() {
            return document.map(root -> root.path("error"))
                    .map(error -> error.path("code").asText() + " "
                            + error.path("message").asText())
                    .orElse(http.detail());
        }
    }
}
