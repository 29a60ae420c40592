package org.schoolcrm.channel.kit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** What requests to providers of messages have in common. */
public final class ProviderRequests {

    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String JSON = "application/json";

    private ProviderRequests() {}

    /** Trusts the certificates of the account's settings, if there are any, and leaves the own network alone. */
    public static HttpAnswer send(HttpExchange http, ProviderAccount account, HttpCall request) {
        return http.send(request.trusting(account.setting(ProviderSettings.TRUST.name(), ""))
                .toPublicOnly());
    }

    /** Hands a message over, once, unless another dispatcher has it by now. */
    public static SendOutcome handOver(
            HttpExchange http,
            ProviderAccount account,
            HttpCall request,
            SendContext context,
            Function<HttpAnswer, SendOutcome> reading) {
        return context.beforeWire() ? reading.apply(send(http, account, request)) : SendOutcome.leaseLost();
    }

    public static HttpCall withBasicAuthorization(HttpCall request, String user, String password) {
        var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return request.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    public static HttpCall withBearer(HttpCall request, String token) {
        return request.with("Authorization", "Bearer " + token);
    }
}
