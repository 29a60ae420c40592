package org.schoolcrm.channel.whatsapp.cloud;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.schoolcrm.channel.kit.ProviderRequests;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Calls of the Graph API: JSON, with the token in a header. */
final class CloudApi {

    private static final String HOST = "https://graph.facebook.com";
    private static final String VERSION = "v23.0";

    private final HttpExchange http;

    CloudApi(HttpExchange http) {
        this.http = http;
    }

    SendOutcome send(ProviderAccount account, ComposedMessage message, SendContext context) {
        var body = new String(message.bytes(), StandardCharsets.UTF_8);
        var call = post(account, account.setting(CloudProfile.PHONE) + "/messages", body);
        return ProviderRequests.handOver(http, account, call, context, CloudOutcome::of);
    }

    HttpAnswer phone(ProviderAccount account) {
        var fields = FormFields.of("fields", "display_phone_number,verified_name,quality_rating");
        return get(account, account.setting(CloudProfile.PHONE), fields);
    }

    /** Those whose name contains the given one. */
    HttpAnswer templates(ProviderAccount account, String name) {
        var fields = "name,language,status,category,rejected_reason,components";
        return get(account, templatesPath(account), FormFields.of("name", name, "fields", fields, "limit", "100"));
    }

    HttpAnswer create(ProviderAccount account, Map<String, ?> template) {
        return ask(account, post(account, templatesPath(account), Json.write(template)));
    }

    /** Calls about this business account go to the address, which Meta tries with a GET before it answers. */
    HttpAnswer subscribe(ProviderAccount account, String callback) {
        var subscription =
                Map.of("override_callback_uri", callback, "verify_token", account.setting(CloudProfile.VERIFY_TOKEN));
        var path = account.setting(CloudProfile.BUSINESS) + "/subscribed_apps";
        return ask(account, post(account, path, Json.write(subscription)));
    }

    private static String templatesPath(ProviderAccount account) {
        return account.setting(CloudProfile.BUSINESS) + "/message_templates";
    }

    private HttpAnswer get(ProviderAccount account, String path, FormFields query) {
        var uri = ProviderSettings.uri(account, HOST, versioned(account, path) + "?" + query.encode());
        return ask(account, withToken(account, HttpCall.get(uri)));
    }

    private HttpAnswer ask(ProviderAccount account, HttpCall call) {
        return ProviderRequests.send(http, account, call);
    }

    private static HttpCall post(ProviderAccount account, String path, String body) {
        var uri = ProviderSettings.uri(account, HOST, versioned(account, path));
        return withToken(account, HttpCall.post(uri, ProviderRequests.JSON, body));
    }

    private static HttpCall withToken(ProviderAccount account, HttpCall call) {
        return ProviderRequests.withBearer(call, account.setting(CloudProfile.TOKEN));
    }

    private static String versioned(ProviderAccount account, String path) {
        return "/" + account.setting(CloudProfile.VERSION, VERSION) + "/" + path;
    }
}
