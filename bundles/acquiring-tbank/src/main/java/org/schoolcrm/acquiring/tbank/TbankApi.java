package org.schoolcrm.acquiring.tbank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.Signing;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** T-Bank's calls: JSON, signed with a token over the scalars of the root. */
final class TbankApi {

    /** Errors of the bank itself, after which nobody knows what was done. */
    private static final Set<String> INTERNAL_ERRORS = Set.of("3", "21", "9999");

    private final HttpExchange http;

    TbankApi(HttpExchange http) {
        this.http = http;
    }

    Reply call(MerchantAccount account, String method, Map<String, ?> fields) {
        var body = new LinkedHashMap<String, Object>(fields);
        body.put("TerminalKey", account.setting("terminalKey"));
        var scalars = new TreeMap<String, String>();
        body.forEach((name, value) -> {
            if (!(value instanceof Map)) {
                scalars.put(name, value.toString());
            }
        });
        body.put("Token", token(scalars, account.setting("password")));
        var uri = BankSettings.uri(account, TbankProfile.HOST, method);
        var answer = BankRequests.send(http, account, HttpCall.post(uri, "application/json", Json.write(body)));
        return new Reply(answer, Json.readSuccess(answer).filter(TbankApi::isReply));
    }

    /** Root scalars and the password, sorted by name, values joined, SHA-256 (acquirers.md 2.3). */
    static String token(Map<String, String> scalars, String password) {
        var signed = new TreeMap<>(scalars);
        signed.put("Password", password);
        return Signing.hex("SHA-256", String.join("", signed.values()));
    }

    /** The scalars of the root without the token; what is nested is not signed. */
    static Map<String, String> scalars(JsonNode root) {
        var scalars = new TreeMap<String, String>();
        root.properties().forEach(field -> {
            var value = field.getValue();
            if (value.isValueNode() && !value.isNull() && !field.getKey().equals("Token")) {
                scalars.put(field.getKey(), value.asText());
            }
        });
        return scalars;
    }

    private static boolean isReply(JsonNode root) {
        return root.has("Success") && root.has("ErrorCode");
    }

    /** An answer, read if it could be. */
    record Reply(HttpAnswer http, Optional<JsonNode> document) {

        boolean isSuccess() {
            return document.filter(root ->
                            root.get("Success").asBoolean() && errorCode().equals("0"))
                    .isPresent();
        }

        /** Whether the bank understood the request and did not do it. */
        boolean isRefusal() {
            return document.filter(root -> !root.get("Success").asBoolean()).isPresent()
                    && !errorCode().equals("0")
                    && !INTERNAL_ERRORS.contains(errorCode());
        }

        String errorCode() {
            return document.map(root -> root.get("ErrorCode").asText()).orElse("");
        }

        String message() {
            return document.map(
                            root -> (errorCode() + " " + root.path("Message").asText() + " "
                                            + root.path("Details").asText())
                                    .trim())
                    .orElse(http.detail());
        }
    }
}
