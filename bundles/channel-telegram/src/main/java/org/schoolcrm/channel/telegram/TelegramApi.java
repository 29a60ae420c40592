package org.schoolcrm.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.schoolcrm.channel.kit.ProviderRequests;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Methods of the Bot API: documents by POST. The token stands in the path, so no address is ever told. */
final class TelegramApi {

    private static final String HOST = "https://api.telegram.org";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST = 8 << 20;

    private final HttpExchange http;

    TelegramApi(HttpExchange http) {
        this.http = http;
    }

    SendOutcome send(
            ProviderAccount account, String document, SendContext context, Function<HttpAnswer, SendOutcome> reading) {
        return ProviderRequests.handOver(
                http,
                account,
                call(account, "sendMessage", document),
                context,
                answer -> reading.apply(masked(account, answer)));
    }

    Reply ask(ProviderAccount account, String method, Map<String, ?> parameters) {
        return ask(account, call(account, method, Json.write(parameters)));
    }

    /** With time for what takes long, and room for what is large. */
    Reply askAtLength(ProviderAccount account, String method, Map<String, ?> parameters) {
        var call = call(account, method, Json.write(parameters));
        return ask(account, new HttpCall(call.method(), call.uri(), call.headers(), call.body(), PATIENCE, LARGEST));
    }

    private Reply ask(ProviderAccount account, HttpCall call) {
        return new Reply(masked(account, ProviderRequests.send(http, account, call)));
    }

    private static HttpCall call(ProviderAccount account, String method, String document) {
        var path = "/bot" + account.setting(TelegramProfile.TOKEN) + "/" + method;
        return HttpCall.post(ProviderSettings.uri(account, HOST, path), ProviderRequests.JSON, document);
    }

    private static HttpAnswer masked(ProviderAccount account, HttpAnswer answer) {
        var detail = answer.detail().replace(account.setting(TelegramProfile.TOKEN), "***");
        return new HttpAnswer(answer.kind(), answer.status(), answer.headers(), answer.body(), detail);
    }

    /** An answer: a result, or an error with a code of its own. */
    record Reply(HttpAnswer http) {

        Optional<JsonNode> result() {
            return Json.readSuccess(http)
                    .filter(root -> root.path("ok").asBoolean())
                    .map(root -> root.path("result"));
        }

        /** Said in so many words: a missing success is none. */
        Optional<JsonNode> error() {
            return Json.readAny(http)
                    .filter(root ->
                            root.path("ok").isBoolean() && !root.path("ok").asBoolean())
                    .filter(root -> root.path("error_code").asInt() > 0);
        }

        ConnectionReport report() {
            if (result().isPresent()) {
                return new ConnectionReport(Verdict.OK, "");
            }
            return error().map(Reply::refusal).orElseGet(() -> TransportFailures.trial(http));
        }

        private static ConnectionReport refusal(JsonNode error) {
            int code = error.path("error_code").asInt();
            return new ConnectionReport(
                    code == 401 || code == 404 ? Verdict.CREDENTIALS_REFUSED : Verdict.UNCLEAR,
                    ProviderText.of("" + code, error.path("description").asText()));
        }
    }
}
