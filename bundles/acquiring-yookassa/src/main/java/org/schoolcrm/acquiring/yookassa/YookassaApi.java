package org.schoolcrm.acquiring.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** YooKassa's calls: JSON, basic authorization, an idempotence key for whatever moves money. */
final class YookassaApi {

    private final HttpExchange http;

    YookassaApi(HttpExchange http) {
        this.http = http;
    }

    Reply get(MerchantAccount account, String path) {
        return send(account, HttpCall.get(uri(account, path)));
    }

    Reply post(MerchantAccount account, String path, String key, Map<String, ?> fields) {
        return send(
                account,
                HttpCall.post(uri(account, path), "application/json", Json.write(fields))
                        .with("Idempotence-Key", key));
    }

    private Reply send(MerchantAccount account, HttpCall call) {
        var authorized =
                BankRequests.withBasicAuthorization(call, account.setting("shopId"), account.setting("secretKey"));
        var answer = BankRequests.send(http, account, authorized);
        return new Reply(answer, Json.readAny(answer));
    }

    private static URI uri(MerchantAccount account, String path) {
        return BankSettings.uri(account, YookassaProfile.HOST, path);
    }

    /** An answer, read if it could be. */
    record Reply(HttpAnswer http, Optional<JsonNode> document) {

        /** The object that was asked for. */
        Optional<JsonNode> object() {
            return document.filter(root -> http.isOk() && root.hasNonNull("id") && root.hasNonNull("status"));
        }

        /** The shop that the key belongs to. */
        Optional<JsonNode> shop() {
            return document.filter(root -> http.isOk() && root.hasNonNull("account_id"));
        }

        /** A page of the list that was asked for. */
        Optional<JsonNode> list() {
            return document.filter(root -> http.isOk() && root.path("items").isArray());
        }

        /** Whether the key came before with other data. */
        boolean isUsedKey() {
            return isRefusal()
                    && document.filter(root -> root.path("parameter").asText().equalsIgnoreCase("Idempotence-Key"))
                            .isPresent();
        }

        /** Whether the bank understood the request and refused it. */
        boolean isRefusal() {
            return http.status() == 400
                    && document.filter(root -> root.hasNonNull("code")).isPresent();
        }

        String message() {
            return document.map(root -> root.path("code").asText() + " "
                            + root.path("description").asText())
                    .orElse(http.detail());
        }
    }
}
