package org.schoolcrm.channel.max;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.channel.kit.ChatSettings;
import org.schoolcrm.channel.kit.ChatText;
import org.schoolcrm.channel.kit.HookSecret;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpExchange;

/** MAX's bot API: https://dev.max.ru/docs-api. It tells nothing of deliveries and takes no number of ours. */
public final class MaxChannel implements MessageChannel {

    private static final String LINKS = "https://max.ru";
    private static final String SECRET_HEADER = "x-max-bot-api-secret";
    private static final List<String> UPDATES = List.of("message_created", "bot_started", "bot_stopped");

    private final MaxApi api;

    public MaxChannel(HttpExchange http) {
        this.api = new MaxApi(http);
    }

    @Override
    public ChannelProfile profile() {
        return MaxProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    /** MAX says whose token it is: with another bot's, links to the chat would lead elsewhere. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var reply = api.me(account);
        var name = reply.document().map(bot -> bot.path("username").asText()).orElse("");
        if (name.isEmpty()) {
            return reply.trial();
        }
        return name.equalsIgnoreCase(account.setting(MaxProfile.BOT))
                ? new ConnectionReport(Verdict.OK, "@" + name)
                : new ConnectionReport(Verdict.SETTINGS_INVALID, MaxProfile.BOT);
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        if (!MaxUpdates.USER.matcher(draft.address()).matches()) {
            throw CompositionException.rejected(Cause.ADDRESS, "not the number of a user of MAX");
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("text", ChatText.of(draft, MaxProfile.LONGEST, ChatText.Counting.WRITTEN));
        document.put("format", "html");
        document.put("notify", true);
        var payAt = draft.payAt();
        if (payAt != null) {
            var button = new LinkedHashMap<String, String>();
            button.put("type", "link");
            button.put("text", ChatSettings.payLabel(account));
            button.put("url", payAt.toASCIIString());
            var keyboard = new LinkedHashMap<String, Object>();
            keyboard.put("type", "inline_keyboard");
            keyboard.put("payload", Map.of("buttons", List.of(List.of(button))));
            document.put("attachments", List.of(keyboard));
        }
        return new ComposedMessage(Json.write(document).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var document = new String(request.message().bytes(), StandardCharsets.UTF_8);
        return api.send(account, request.address(), document, context, MaxOutcome::of);
    }

    /** The same address once more renews the subscription, which MAX drops after eight hours of failures. */
    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        var secret = HookSecret.of(account, account.setting(MaxProfile.TOKEN));
        var reply =
                api.subscribe(account, Map.of("url", callback.toString(), "update_types", UPDATES, "secret", secret));
        boolean done = reply.document()
                .filter(root -> root.path("success").asBoolean())
                .isPresent();
        return done ? new ConnectionReport(Verdict.OK, "") : reply.trial();
    }

    @Override
    public Optional<URI> invitation(ProviderAccount account, String token) {
        return Optional.of(ChatSettings.invitation(account, LINKS, account.setting(MaxProfile.BOT), token));
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return HookSecret.verify(account, account.setting(MaxProfile.TOKEN), call, SECRET_HEADER);
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        var inbound = Json.read(call.text()).flatMap(update -> MaxUpdates.read(update, call.receivedAt()));
        return new ChannelNews(List.of(), inbound.stream().toList());
    }
}
