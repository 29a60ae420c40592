package org.schoolcrm.acquiring.paykeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Calls of the school's own PayKeeper server; whatever changes something needs a token first. */
final class PaykeeperApi {

    private final HttpExchange http;

    PaykeeperApi(HttpExchange http) {
        this.http = http;
    }

    Reply token(MerchantAccount account) {
        return send(account, HttpCall.get(uri(account, "/info/settings/token/")));
    }

    Reply info(MerchantAccount account, String path, String id) {
        return send(account, HttpCall.get(uri(account, path + "?id=" + BankRequests.encoded(id))));
    }

    Reply change(MerchantAccount account, String path, String token, FormFields form) {
        return send(
                account,
                HttpCall.post(
                        uri(account, path),
                        "application/x-www-form-urlencoded",
                        form.with("token", token).encode()));
    }

    private Reply send(MerchantAccount account, HttpCall call) {
        var authorized =
                BankRequests.withBasicAuthorization(call, account.setting("user"), account.setting("password"));
        return new Reply(BankRequests.send(http, account, authorized));
    }

    private static URI uri(MerchantAccount account, String path) {
        return URI.create(account.setting("server") + path);
    }

    /** An answer; a failed login is a page and no document. */
    record Reply(HttpAnswer http) {

        Optional<JsonNode> document() {
            return http.isOk() ? Json.readSingle(http.text()) : Optional.empty();
        }

        Optional<String> text(String name) {
            return document()
                    .map(root -> root.path(name).asText())
                    .filter(text -> !text.isEmpty())
                    .filter(text -> !isRefusal());
        }

        /** Whether the server understood the request and refused it. */
        boolean isRefusal() {
            return document()
                    .filter(root -> root.path("result").asText().equals("fail"))
                    .isPresent();
        }

        boolean isDone() {
            return document()
                    .filter(root -> root.path("result").asText().equals("success"))
                    .isPresent();
        }

        String message() {
            return document().map(root -> root.path("msg").asText()).orElse(http.detail());
        }
    }
}
