package org.schoolcrm.acquiring.cloudpayments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** CloudPayments' calls: JSON, basic authorization; {@code Success} is about the call, not about the payment. */
final class CloudpaymentsApi {

    private final HttpExchange http;

    CloudpaymentsApi(HttpExchange http) {
        this.http = http;
    }

    Reply query(MerchantAccount account, String path, Map<String, ?> fields) {
        return send(account, call(account, path, fields));
    }

    /** One operation by its number. */
    Reply get(MerchantAccount account, String transaction) {
        return query(account, "payments/get", Map.of("TransactionId", Long.parseLong(transaction)));
    }

    /** The result is kept under the key for an hour. */
    Reply execute(MerchantAccount account, String path, String key, Map<String, ?> fields) {
        return send(account, call(account, path, fields).with("X-Request-ID", key));
    }

    private static HttpCall call(MerchantAccount account, String path, Map<String, ?> fields) {
        var uri = BankSettings.uri(account, CloudpaymentsProfile.HOST, path);
        return HttpCall.post(uri, "application/json", Json.write(fields));
    }

    private Reply send(MerchantAccount account, HttpCall call) {
        var authorized =
                BankRequests.withBasicAuthorization(call, account.setting("publicId"), account.setting("apiSecret"));
        var answer = BankRequests.send(http, account, authorized);
        return new Reply(
                answer,
                Json.readSuccess(answer).filter(root -> root.path("Success").isBoolean()));
    }

    /** An answer, read if it could be. */
    record Reply(HttpAnswer http, Optional<JsonNode> document) {

        boolean isSuccess() {
            return document.filter(root -> root.get("Success").asBoolean()).isPresent();
        }

        /** What the answer is about; an empty object if there is none. */
        JsonNode model() {
            return document.orElseThrow().path("Model");
        }

        /** The operation that was asked about; one that was declined may come with the word that the call failed. */
        Optional<CloudpaymentsTransaction> transaction() {
            return document.map(root -> new CloudpaymentsTransaction(root.path("Model")))
                    .filter(found -> !found.id().isEmpty() && (isSuccess() || found.isDeclined()));
        }

        boolean isNotFound() {
            return document.filter(root -> root.path("Message").asText().equals("Not found"))
                    .isPresent();
        }

        String message() {
            return document.map(root -> root.path("Message").asText()).orElse(http.detail());
        }
    }
}
