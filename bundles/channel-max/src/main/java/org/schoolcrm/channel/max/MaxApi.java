package org.schoolcrm.channel.max;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Calls of MAX's bot API: documents, the bare token in a header. */
final class MaxApi {

    private static final String HOST = "https://platform-api2.max.ru";

    private final HttpExchange http;

    MaxApi(HttpExchange http) {
        this.http = http;
    }

    SendOutcome send(
            ProviderAccount account,
            String user,
            String document,
            SendContext context,
            Function<HttpAnswer, SendOutcome> reading) {
        var query =
                FormFields.of("user_id", user, "disable_link_preview", "true").encode();
        var call = post(account, "/messages?" + query, document);
        return ProviderRequests.handOver(http, account, call, context, reading);
    }

    Reply me(ProviderAccount account) {
        return ask(account, HttpCall.get(ProviderSettings.uri(account, HOST, "/me")));
    }

    Reply subscribe(ProviderAccount account, Map<String, ?> subscription) {
        return ask(account, post(account, "/subscriptions", Json.write(subscription)));
    }

    private Reply ask(ProviderAccount account, HttpCall call) {
        return new Reply(ProviderRequests.send(http, account, authorized(account, call)));
    }

    private static HttpCall post(ProviderAccount account, String path, String document) {
        var uri = ProviderSettings.uri(account, HOST, path);
        return authorized(account, HttpCall.post(uri, ProviderRequests.JSON, document));
    }

    private static HttpCall authorized(ProviderAccount account, HttpCall call) {
        return call.with("Authorization", account.setting(MaxProfile.TOKEN));
    }

    /** An answer; refusals are words with a dotted code. */
    record Reply(HttpAnswer http) {

        Optional<JsonNode> document() {
            return Json.readSuccess(http);
        }

        Optional<Refusal> refusal() {
            return http.isOk()
                    ? Optional.empty()
                    : Json.readAny(http).map(Refusal::of).filter(Refusal::isNamed);
        }

        /** Of a call that is refused by its status, or in so many words. */
        ConnectionReport trial() {
            var said = document().map(root -> root.path("message").asText()).orElse("");
            return said.isEmpty()
                    ? refusal().map(this::report).orElseGet(() -> TransportFailures.trial(http))
                    : new ConnectionReport(Verdict.UNCLEAR, ProviderText.of("", said));
        }

        private ConnectionReport report(Refusal refusal) {
            boolean ofLogin = http.status() == 401 || refusal.isOfLogin();
            return new ConnectionReport(ofLogin ? Verdict.CREDENTIALS_REFUSED : Verdict.UNCLEAR, refusal.words());
        }
    }

    /** Why a call was refused. */
    record Refusal(String code, String message) {

        static Refusal of(JsonNode root) {
            return new Refusal(root.path("code").asText(), root.path("message").asText());
        }

        boolean isNamed() {
            return !code.isEmpty();
        }

        boolean isOfLogin() {
            return code.equals("verify.token") || code.equals("deprecated.token");
        }

        String words() {
            return ProviderText.of(code, message);
        }
    }
}
