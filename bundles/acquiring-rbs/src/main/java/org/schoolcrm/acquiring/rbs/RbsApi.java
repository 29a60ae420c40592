package org.schoolcrm.acquiring.rbs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Calls in the two dialects: forms whose nested values are JSON texts (alfa), or JSON throughout (sber). */
final class RbsApi {

    private static final String ALFA = "https://pay.alfabank.ru/payment/rest/";
    private static final String SBER = "https://ecommerce.sberbank.ru/ecomm/gw/partner/api/v1/";

    private final HttpExchange http;

    RbsApi(HttpExchange http) {
        this.http = http;
    }

    /** Nested values are maps. */
    Reply call(MerchantAccount account, String method, Map<String, ?> fields) {
        boolean json = account.setting("dialect", "alfa").equals("sber");
        var uri = BankSettings.uri(account, json ? SBER : ALFA, method + ".do");
        var all = new LinkedHashMap<String, Object>();
        all.put("userName", account.setting("userName"));
        all.put("password", account.setting("password"));
        all.putAll(fields);
        var call = json
                ? HttpCall.post(uri, "application/json", Json.write(all))
                : HttpCall.post(
                        uri, "application/x-www-form-urlencoded", form(all).encode());
        var answer = BankRequests.send(http, account, call);
        return new Reply(answer, Json.readSuccess(answer).filter(RbsApi::isReply));
    }

    @SuppressWarnings("unchecked")
    private static FormFields form(Map<String, Object> fields) {
        var form = FormFields.of();
        for (var field : fields.entrySet()) {
            form = form.with(
                    field.getKey(),
                    field.getValue() instanceof Map<?, ?> nested
                            ? Json.write((Map<String, ?>) nested)
                            : field.getValue().toString());
        }
        return form;
    }

    private static boolean isReply(JsonNode root) {
        return root.has("orderId") || root.has("orderStatus") || !code(root).isEmpty();
    }

    /** A text, a number, under one of three names, or missing, which is success. */
    private static String code(JsonNode root) {
        for (var name : new String[] {"errorCode", "ErrorCode"}) {
            if (root.hasNonNull(name)) {
                return root.get(name).asText();
            }
        }
        return root.path("error").path("code").asText();
    }

    /** An answer, read if it could be. */
    record Reply(HttpAnswer http, Optional<JsonNode> document) {

        boolean isSuccess() {
            return document.isPresent() && (errorCode().isEmpty() || errorCode().equals("0"));
        }

        String errorCode() {
            return document.map(RbsApi::code).orElse("");
        }

        String message() {
            return document.map(root -> (errorCode() + " "
                                    + root.path("errorMessage")
                                            .asText(root.path("error")
                                                    .path("message")
                                                    .asText()))
                            .trim())
                    .orElse(http.detail());
        }
    }
}
