package org.schoolcrm.channel.sms.smsaero;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.schoolcrm.channel.kit.HookAddress;
import org.schoolcrm.channel.kit.ProviderRequests;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.Site;

/** Calls of SMS Aero's API v2: documents by POST, the key in a header. One gate only: no second one gets a repeat. */
final class SmsaeroApi {

    private static final String HOST = "https://gate.smsaero.ru";

    private final HttpExchange http;
    private final Site site;

    SmsaeroApi(HttpExchange http, Site site) {
        this.http = http;
        this.site = site;
    }

    /** The composed document with the address of the calls, which is as secret as the key. */
    SendOutcome send(
            ProviderAccount account, String document, SendContext context, Function<HttpAnswer, SendOutcome> reading) {
        var callback = Json.write(new TreeMap<>(Map.of(
                "callbackFormat",
                "JSON",
                "callbackUrl",
                HookAddress.of(site, account).toString())));
        var body = document.substring(0, document.length() - 1) + "," + callback.substring(1);
        return ProviderRequests.handOver(http, account, call(account, "/v2/sms/send", body), context, reading);
    }

    Reply ask(ProviderAccount account, String path, Map<String, ?> fields) {
        return new Reply(ProviderRequests.send(http, account, call(account, path, Json.write(fields))));
    }

    private static HttpCall call(ProviderAccount account, String path, String body) {
        return ProviderRequests.withBasicAuthorization(
                HttpCall.post(ProviderSettings.uri(account, HOST, path), ProviderRequests.JSON, body),
                account.setting(SmsaeroProfile.EMAIL),
                account.setting(SmsaeroProfile.API_KEY));
    }

    /** An answer; refusals come with any status. */
    record Reply(HttpAnswer http) {

        Optional<JsonNode> document() {
            return Json.readAny(http);
        }

        Optional<JsonNode> data() {
            return Json.readSuccess(http)
                    .filter(root -> root.path("success").asBoolean())
                    .map(root -> root.path("data"));
        }
    }
}
