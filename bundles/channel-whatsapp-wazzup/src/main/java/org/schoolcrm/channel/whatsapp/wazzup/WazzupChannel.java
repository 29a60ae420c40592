package org.schoolcrm.channel.whatsapp.wazzup;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.ProviderText;
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
import org.schoolcrm.provider.wire.Signing;
import org.schoolcrm.runtime.api.HttpExchange;

/** Wazzup24, API v3: https://wazzup24.ru/help/api-ru/. */
public final class WazzupChannel implements MessageChannel {

    private static final int LONGEST_ADDRESS = 200;

    private final WazzupApi api;

    public WazzupChannel(HttpExchange http) {
        this.api = new WazzupApi(http);
    }

    @Override
    public ChannelProfile profile() {
        return WazzupProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    @Override
    public Pace pace(ProviderAccount account) {
        return WazzupProfile.pace(account);
    }

    /** The list of channels proves the key; ours must be among them and connected. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var answer = api.channels(account);
        var channels = Json.readList(answer);
        return channels.isEmpty() ? TransportFailures.trial(answer) : report(account, channels);
    }

    private static ConnectionReport report(ProviderAccount account, List<JsonNode> channels) {
        return channels.stream()
                .filter(one ->
                        one.path("channelId").asText().equalsIgnoreCase(account.setting(WazzupProfile.CHANNEL_ID)))
                .findFirst()
                .map(one -> {
                    var state = one.path("state").asText();
                    var detail = ProviderText.of(one.path("plainId").asText(), state);
                    return new ConnectionReport(state.equals("active") ? Verdict.OK : Verdict.UNCLEAR, detail);
                })
                .orElseGet(() -> ConnectionReport.invalid(List.of(WazzupProfile.CHANNEL_ID)));
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var message = new LinkedHashMap<String, Object>();
        message.put("channelId", account.setting(WazzupProfile.CHANNEL_ID));
        message.put("chatType", "whatsapp");
        message.put("chatId", Phone.digits(draft));
        message.put("crmMessageId", crmMessageId(account, draft.reference()));
        message.put("text", SmsText.of(draft, WazzupProfile.LONGEST));
        message.put("clearUnanswered", false);
        return new ComposedMessage(Json.write(message).getBytes(StandardCharsets.UTF_8));
    }

    /** Another installation, or a database that begins anew, counts its messages as we do and must not be taken for us. */
    private static String crmMessageId(ProviderAccount account, String reference) {
        return reference + "-" + Signing.hex("SHA-256", account.hookKey()).substring(0, 12);
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        return api.send(account, request.message(), context);
    }

    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        if (callback.toString().length() > LONGEST_ADDRESS) {
            return new ConnectionReport(
                    Verdict.UNCLEAR, "the address has more than " + LONGEST_ADDRESS + " characters");
        }
        var answer = api.subscribe(
                account,
                Map.of(
                        "webhooksUri", callback.toString(),
                        "subscriptions", Map.of("messagesAndStatuses", true, "contactsAndDealsCreation", false)));
        if (answer.isOk()) {
            return new ConnectionReport(Verdict.OK, "");
        }
        return Json.readAny(answer)
                .filter(root -> answer.status() == 400)
                .map(root -> new ConnectionReport(
                        Verdict.UNCLEAR,
                        ProviderText.of(
                                root.path("error").asText(),
                                root.path("description").asText())))
                .orElseGet(() -> TransportFailures.trial(answer));
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return WazzupCallback.isGenuine(account, call) ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return WazzupCallback.parse(account, call);
    }
}
