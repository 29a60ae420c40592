package org.schoolcrm.channel.sms.smsru;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
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

/** Calls of SMS.ru: forms by POST, so that the api_id stands in no address. */
final class SmsruApi {

    private static final String HOST = "https://sms.ru";

    private final HttpExchange http;

    SmsruApi(HttpExchange http) {
        this.http = http;
    }

    /** The composed form with the api_id, which it must not be stored with. */
    SendOutcome send(
            ProviderAccount account, String form, SendContext context, Function<HttpAnswer, SendOutcome> reading) {
        var body = form + "&" + FormFields.of("api_id", apiId(account)).encode();
        return ProviderRequests.handOver(http, account, call(account, "/sms/send", body), context, reading);
    }

    Reply ask(ProviderAccount account, String path, FormFields form) {
        var body = form.with("json", "1").with("api_id", apiId(account)).encode();
        return new Reply(ProviderRequests.send(http, account, call(account, path, body)));
    }

    private static String apiId(ProviderAccount account) {
        return account.setting(SmsruProfile.API_ID);
    }

    private static HttpCall call(ProviderAccount account, String path, String body) {
        return HttpCall.post(ProviderSettings.uri(account, HOST, path), ProviderRequests.FORM, body);
    }

    /** An answer; errors come with status 200 too. */
    record Reply(HttpAnswer http) {

        static final int DONE = 100;

        Optional<JsonNode> document() {
            return Json.readSuccess(http)
                    .filter(root -> root.path("status_code").canConvertToInt());
        }

        /** Of the request as a whole; a message has one of its own. */
        int code() {
            return document().map(root -> root.path("status_code").asInt()).orElse(0);
        }

        String words() {
            return document().map(root -> root.path("status_text").asText()).orElse("");
        }

        Optional<JsonNode> done() {
            return document().filter(root -> code() == DONE);
        }
    }
}
