package org.schoolcrm.channel.whatsapp.green;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpExchange;

/** Green-API, a gateway to a phone's own WhatsApp: https://green-api.com/docs/api/. */
public final class GreenChannel implements MessageChannel {

    private final GreenApi api;

    public GreenChannel(HttpExchange http) {
        this.api = new GreenApi(http);
    }

    @Override
    public ChannelProfile profile() {
        return GreenProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    @Override
    public Pace pace(ProviderAccount account) {
        return GreenProfile.pace(account);
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        return problems.isEmpty() ? GreenState.report(api.state(account)) : ConnectionReport.invalid(problems);
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var message = new LinkedHashMap<String, Object>();
        message.put("chatId", Phone.digits(draft) + "@c.us");
        message.put("message", SmsText.of(draft, GreenProfile.LONGEST));
        message.put("linkPreview", true);
        return new ComposedMessage(Json.write(message).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        return GreenState.objection(api.state(account))
                .orElseGet(() -> api.send(account, request.message(), context, GreenOutcome::of));
    }

    /** Only what is different is set, because the instance restarts with its settings, for minutes. */
    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("webhookUrl", callback.toString());
        wanted.put("webhookUrlToken", account.setting(GreenProfile.WEBHOOK_TOKEN, ""));
        wanted.put("outgoingWebhook", "yes");
        wanted.put("incomingWebhook", "yes");
        var answer = api.settings(account);
        var known = Json.readSuccess(answer);
        if (known.isEmpty()) {
            return TransportFailures.trial(answer);
        }
        wanted.entrySet()
                .removeIf(one -> known.get().path(one.getKey()).asText().equals(one.getValue()));
        if (wanted.isEmpty()) {
            return new ConnectionReport(Verdict.OK, "");
        }
        var set = api.set(account, wanted);
        return Json.readSuccess(set)
                .filter(root -> root.path("saveSettings").asBoolean())
                .map(root -> new ConnectionReport(Verdict.OK, "the instance restarts, within five minutes"))
                .orElseGet(() -> TransportFailures.trial(set));
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return GreenCallback.isGenuine(account, call) ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return GreenCallback.parse(account, call);
    }
}
