package org.schoolcrm.channel.sms.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import org.schoolcrm.channel.kit.HookAddress;
import org.schoolcrm.channel.kit.ProviderRequests;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.Site;

/** Calls of Twilio's API of 2010: forms in, documents out, the token in a header. */
final class TwilioApi {

    private static final String HOST = "https://api.twilio.com";
    private static final String SERVICES = "https://messaging.twilio.com";

    private final HttpExchange http;
    private final Site site;

    TwilioApi(HttpExchange http, Site site) {
        this.http = http;
        this.site = site;
    }

    /** The composed form with the address of the calls, which is as secret as the token. */
    SendOutcome send(
            ProviderAccount account, String form, SendContext context, Function<HttpAnswer, SendOutcome> reading) {
        var callback = HookAddress.of(site, account).toString();
        var body = form + "&" + FormFields.of("StatusCallback", callback).encode();
        var call = HttpCall.post(
                ProviderSettings.uri(account, HOST, path(account, "/Messages.json")), ProviderRequests.FORM, body);
        return ProviderRequests.handOver(http, account, authorized(account, call), context, reading);
    }

    /** The answer to a question, a document of an account's. */
    Reply ask(ProviderAccount account, String what) {
        var call = HttpCall.get(ProviderSettings.uri(account, HOST, path(account, what)));
        return new Reply(ProviderRequests.send(http, account, authorized(account, call)));
    }

    Reply service(ProviderAccount account, String sid) {
        var call = HttpCall.get(ProviderSettings.uri(account, SERVICES, "/v1/Services/" + sid));
        return new Reply(ProviderRequests.send(http, account, authorized(account, call)));
    }

    /** Has a service call here about what people write. */
    Reply changeService(ProviderAccount account, String sid, FormFields form) {
        var uri = ProviderSettings.uri(account, SERVICES, "/v1/Services/" + sid);
        var call = HttpCall.post(uri, ProviderRequests.FORM, form.encode());
        return new Reply(ProviderRequests.send(http, account, authorized(account, call)));
    }

    private static String path(ProviderAccount account, String what) {
        return "/2010-04-01/Accounts/" + account.setting(TwilioProfile.ACCOUNT) + what;
    }

    private static HttpCall authorized(ProviderAccount account, HttpCall call) {
        return ProviderRequests.withBasicAuthorization(
                call, account.setting(TwilioProfile.ACCOUNT), account.setting(TwilioProfile.TOKEN));
    }

    /** An answer; an error is a document with a code of its own. */
    record Reply(HttpAnswer http) {

        Optional<JsonNode> done() {
            return Json.readSuccess(http);
        }

        /** Of an error, or nothing. */
        Optional<Integer> error() {
            return http.isOk()
                    ? Optional.empty()
                    : Json.readAny(http)
                            .map(root -> root.path("code"))
                            .filter(JsonNode::canConvertToInt)
                            .map(JsonNode::asInt);
        }

        String words() {
            return Json.readAny(http).map(root -> root.path("message").asText()).orElse("");
        }
    }
}
