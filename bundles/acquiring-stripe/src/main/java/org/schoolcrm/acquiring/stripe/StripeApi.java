package org.schoolcrm.acquiring.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Stripe's calls: forms in, JSON out, the version of the documents pinned. */
final class StripeApi {

    private static final String SESSION = "checkout.session";
    private static final String WHOLE = "?expand%5B%5D=payment_intent.latest_charge";

    private final HttpExchange http;

    StripeApi(HttpExchange http) {
        this.http = http;
    }

    /** With its payment intent and charge. */
    Reply session(MerchantAccount account, String id) {
        return get(account, "checkout/sessions/" + BankRequests.encoded(id) + WHOLE);
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

        Optional<JsonNode> session() {
            return object(SESSION);
        }

        Optional<JsonNode> balance() {
            return document.filter(
                    root -> http.isOk() && root.path("object").asText().equals("balance") && root.has("livemode"));
        }

        /** A page of the list that was asked for. */
        Optional<JsonNode> list() {
            return document.filter(root -> http.isOk() && root.path("data").isArray());
        }

        /** Whether the key came before with other data. */
        boolean isUsedKey() {
            return isRefusal()
                    && document.filter(root ->
                                    root.path("error").path("type").asText().equals("idempotency_error"))
                            .isPresent();
        }

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
