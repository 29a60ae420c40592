package org.schoolcrm.channel.sms.exolve;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderRequests;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** MTS Exolve: https://docs.exolve.ru/docs/ru/api-reference/sms-api. It takes no number of ours. */
public final class ExolveChannel implements MessageChannel {

    private static final String HOST = "https://api.exolve.ru";

    private final HttpExchange http;

    public ExolveChannel(HttpExchange http) {
        this.http = http;
    }

    @Override
    public ChannelProfile profile() {
        return ExolveProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    /** The list of registered names proves the key; a name that is not in it may not send. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var answer = ProviderRequests.send(http, account, call(account, "GetAlphaNames", "{}"));
        var names = Json.readSuccess(answer).filter(root -> !root.has("error"));
        if (names.isEmpty()) {
            return TransportFailures.trial(answer);
        }
        var sender = account.setting(ExolveProfile.SENDER);
        return sender.startsWith("79") || holds(names.get(), sender)
                ? new ConnectionReport(Verdict.OK, "")
                : new ConnectionReport(Verdict.SETTINGS_INVALID, ExolveProfile.SENDER);
    }

    private static boolean holds(JsonNode node, String text) {
        return node.isTextual()
                ? node.asText().equals(text)
                : StreamSupport.stream(node.spliterator(), false).anyMatch(inner -> holds(inner, text));
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var document = new TreeMap<>(Map.of(
                "number", account.setting(ExolveProfile.SENDER),
                "destination", Phone.digits(draft),
                "text", SmsText.of(draft, ExolveProfile.LONGEST)));
        return new ComposedMessage(Json.write(document).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var call = call(account, "SendSMS", new String(request.message().bytes(), StandardCharsets.UTF_8));
        return ProviderRequests.handOver(http, account, call, context, ExolveOutcome::of);
    }

    private static HttpCall call(ProviderAccount account, String method, String body) {
        var uri = ProviderSettings.uri(account, HOST, "/messaging/v1/" + method);
        return ProviderRequests.withBearer(
                HttpCall.post(uri, ProviderRequests.JSON, body), account.setting(ExolveProfile.API_KEY));
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return ExolveEvent.isReadable(call) ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return ExolveEvent.parse(call);
    }
}
