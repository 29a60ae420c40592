package org.schoolcrm.channel.whatsapp.wazzup;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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

/** Calls of Wazzup24: JSON, with the key in a header. */
final class WazzupApi {

    private static final String HOST = "https://api.wazzup24.com";
    /** Longer than the 30 s that Wazzup24 gives us to answer its trial call before it answers ours. */
    private static final Duration REGISTERING = Duration.ofSeconds(40);

    private final HttpExchange http;

    WazzupApi(HttpExchange http) {
        this.http = http;
    }

    SendOutcome send(ProviderAccount account, ComposedMessage message, SendContext context) {
        var body = new String(message.bytes(), StandardCharsets.UTF_8);
        var call = HttpCall.post(ProviderSettings.uri(account, HOST, "/v3/message"), ProviderRequests.JSON, body);
        return ProviderRequests.handOver(http, account, withKey(account, call), context, WazzupOutcome::of);
    }

    HttpAnswer channels(ProviderAccount account) {
        return ask(account, HttpCall.get(ProviderSettings.uri(account, HOST, "/v3/channels")));
    }

    HttpAnswer subscribe(ProviderAccount account, Map<String, ?> subscription) {
        var call = HttpCall.post(
                ProviderSettings.uri(account, HOST, "/v3/webhooks"), ProviderRequests.JSON, Json.write(subscription));
        return ask(
                account,
                new HttpCall("PATCH", call.uri(), call.headers(), call.body(), REGISTERING, call.answerLimit()));
    }

    private HttpAnswer ask(ProviderAccount account, HttpCall call) {
        return ProviderRequests.send(http, account, withKey(account, call));
    }

    private static HttpCall withKey(ProviderAccount account, HttpCall call) {
        return ProviderRequests.withBearer(call, account.setting(WazzupProfile.API_KEY));
    }
}
