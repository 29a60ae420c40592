package org.schoolcrm.channel.whatsapp.green;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.schoolcrm.channel.kit.ProviderRequests;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Calls of Green-API: JSON, with the token in the path. */
final class GreenApi {

    private static final String HOST = "https://api.green-api.com";

    private final HttpExchange http;

    GreenApi(HttpExchange http) {
        this.http = http;
    }

    SendOutcome send(
            ProviderAccount account,
            ComposedMessage message,
            SendContext context,
            Function<HttpAnswer, SendOutcome> reading) {
        var body = new String(message.bytes(), StandardCharsets.UTF_8);
        return ProviderRequests.handOver(
                http,
                account,
                post(account, "sendMessage", body),
                context,
                answer -> reading.apply(withoutToken(account, answer)));
    }

    HttpAnswer state(ProviderAccount account) {
        return ask(account, get(account, "getStateInstance"));
    }

    HttpAnswer settings(ProviderAccount account) {
        return ask(account, get(account, "getSettings"));
    }

    HttpAnswer set(ProviderAccount account, Map<String, String> settings) {
        return ask(account, post(account, "setSettings", Json.write(settings)));
    }

    private HttpAnswer ask(ProviderAccount account, HttpCall call) {
        return withoutToken(account, ProviderRequests.send(http, account, call));
    }

    private static HttpCall get(ProviderAccount account, String method) {
        return HttpCall.get(ProviderSettings.uri(account, HOST, path(account, method)));
    }

    private static HttpCall post(ProviderAccount account, String method, String body) {
        return HttpCall.post(ProviderSettings.uri(account, HOST, path(account, method)), ProviderRequests.JSON, body);
    }

    private static String path(ProviderAccount account, String method) {
        return "/waInstance" + account.setting(GreenProfile.INSTANCE) + "/" + method + "/"
                + account.setting(GreenProfile.TOKEN);
    }

    /** Its refusals repeat the path, and what it says is kept and shown. */
    private static HttpAnswer withoutToken(ProviderAccount account, HttpAnswer answer) {
        var token = account.setting(GreenProfile.TOKEN);
        return new HttpAnswer(
                answer.kind(),
                answer.status(),
                answer.headers(),
                answer.text().replace(token, "…").getBytes(StandardCharsets.UTF_8),
                answer.detail().replace(token, "…"));
    }
}
