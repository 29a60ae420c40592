package org.schoolcrm.acquiring.tbank;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** A bank that says what the test wants, whatever was done before. */
final class ScriptedTbank implements HttpExchange {

    static final MerchantAccount ACCOUNT = new MerchantAccount(
            new MerchantAccountId(1),
            new BranchId(1),
            "tbank",
            "Т-Банк",
            "key",
            true,
            true,
            Map.of("terminalKey", "TinkoffBankTest", "password", "demo-password"));

    private final Map<String, HttpAnswer> answers = new HashMap<>();
    private final List<HttpCall> calls = new ArrayList<>();

    /** Without a script a method is not answered. */
    ScriptedTbank says(String method, String fields) {
        return answers(method, HttpAnswer.of(200, "{\"Success\":true,\"ErrorCode\":\"0\"," + fields + "}"));
    }

    ScriptedTbank refuses(String method, String code) {
        return answers(
                method, HttpAnswer.of(200, "{\"Success\":false,\"ErrorCode\":\"" + code + "\",\"Message\":\"нет\"}"));
    }

    ScriptedTbank answers(String method, HttpAnswer answer) {
        answers.put(method, answer);
        return this;
    }

    /** What was sent to the method, oldest first. */
    List<JsonNode> sent(String method) {
        return calls.stream()
                .filter(call -> call.uri().getPath().endsWith("/" + method))
                .map(call -> Json.read(new String(call.body(), StandardCharsets.UTF_8))
                        .orElseThrow())
                .toList();
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        calls.add(call);
        return answers.getOrDefault(
                call.uri().getPath().replaceFirst(".*/", ""), HttpAnswer.noAnswer("connection reset"));
    }
}
