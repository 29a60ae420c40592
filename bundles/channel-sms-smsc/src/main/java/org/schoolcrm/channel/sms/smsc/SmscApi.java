package org.schoolcrm.channel.sms.smsc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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

/** Calls of SMSC.ru: forms by POST, so that no login stands in an address. */
final class SmscApi {

    private static final String HOST = "https://smsc.ru";

    private final HttpExchange http;

    SmscApi(HttpExchange http) {
        this.http = http;
    }

    /** The composed form with the login, which it must not be stored with. */
    SendOutcome send(
            ProviderAccount account, String form, SendContext context, Function<HttpAnswer, SendOutcome> reading) {
        var body = form + "&" + credentials(account, FormFields.of()).encode();
        return ProviderRequests.handOver(http, account, call(account, "/sys/send.php", body), context, reading);
    }

    Reply ask(ProviderAccount account, String path, String... fields) {
        var form = FormFields.of(fields).with("fmt", "3").with("charset", "utf-8");
        var body = credentials(account, form).encode();
        return new Reply(ProviderRequests.send(http, account, call(account, path, body)));
    }

    private static FormFields credentials(ProviderAccount account, FormFields form) {
        var key = account.setting(SmscProfile.API_KEY, "");
        return key.isEmpty()
                ? form.with("login", account.setting(SmscProfile.LOGIN, ""))
                        .with("psw", account.setting(SmscProfile.PASSWORD, ""))
                : form.with("apikey", key);
    }

    private static HttpCall call(ProviderAccount account, String path, String body) {
        return HttpCall.post(ProviderSettings.uri(account, HOST, path), ProviderRequests.FORM, body);
    }

    /** An answer; errors come with status 200 too. */
    record Reply(HttpAnswer http) {

        Optional<JsonNode> document() {
            return Json.readSuccess(http);
        }

        /** Of an error, or nothing. */
        Optional<Integer> error() {
            return document()
                    .map(root -> root.path("error_code"))
                    .filter(JsonNode::canConvertToInt)
                    .map(JsonNode::asInt);
        }

        String words() {
            return document().map(root -> root.path("error").asText()).orElse("");
        }

        List<JsonNode> list() {
            return Json.readList(http);
        }
    }
}
