package org.schoolcrm.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.channel.kit.ChatSettings;
import org.schoolcrm.channel.kit.ChatText;
import org.schoolcrm.channel.kit.HookSecret;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.channel.spi.InboundMessage;
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

/** Telegram's Bot API: https://core.telegram.org/bots/api. It tells nothing of deliveries and takes no number of ours. */
public final class TelegramChannel implements MessageChannel {

    private static final String LINKS = "https://t.me";
    private static final String SECRET_HEADER = "x-telegram-bot-api-secret-token";
    private static final List<String> UPDATES = List.of("message", "my_chat_member");
    private static final Pattern CHAT = Pattern.compile("-?[1-9]\\d{0,15}");
    private static final Pattern CURSOR = Pattern.compile("\\d{1,15}");
    private static final int AT_ONCE = 20;
    private static final int SECONDS = 10;

    private final TelegramApi api;

    public TelegramChannel(HttpExchange http) {
        this.api = new TelegramApi(http);
    }

    @Override
    public ChannelProfile profile() {
        return TelegramProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    /** Telegram says whose token it is: with another bot's, links to the chat would lead elsewhere. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var reply = api.ask(account, "getMe", Map.of());
        var name = reply.result().map(bot -> bot.path("username").asText()).orElse("");
        if (name.isEmpty()) {
            return reply.result().isPresent() ? new ConnectionReport(Verdict.UNCLEAR, "") : reply.report();
        }
        return name.equalsIgnoreCase(account.setting(TelegramProfile.BOT))
                ? new ConnectionReport(Verdict.OK, "@" + name)
                : new ConnectionReport(Verdict.SETTINGS_INVALID, TelegramProfile.BOT);
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        if (!CHAT.matcher(draft.address()).matches()) {
            throw CompositionException.rejected(Cause.ADDRESS, "not the number of a chat");
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("chat_id", Long.valueOf(draft.address()));
        document.put("text", ChatText.of(draft, TelegramProfile.LONGEST, ChatText.Counting.SEEN));
        document.put("parse_mode", "HTML");
        document.put("link_preview_options", Map.of("is_disabled", true));
        var payAt = draft.payAt();
        if (payAt != null) {
            var button = new LinkedHashMap<String, String>();
            button.put("text", ChatSettings.payLabel(account));
            button.put("url", payAt.toASCIIString());
            document.put("reply_markup", Map.of("inline_keyboard", List.of(List.of(button))));
        }
        return new ComposedMessage(Json.write(document).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var document = new String(request.message().bytes(), StandardCharsets.UTF_8);
        return api.send(account, document, context, answer -> {
            TelegramOutcome.movedTo(answer).ifPresent(context::moved);
            return TelegramOutcome.of(answer);
        });
    }

    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        if (TelegramProfile.isPolled(account)) {
            return api.ask(account, "deleteWebhook", Map.of()).report();
        }
        var secret = HookSecret.of(account, account.setting(TelegramProfile.TOKEN));
        var webhook = Map.of(
                "url", callback.toString(), "secret_token", secret, "allowed_updates", UPDATES, "max_connections", 10);
        return api.ask(account, "setWebhook", webhook).report();
    }

    @Override
    public FetchedNews fetch(ProviderAccount account, String cursor) {
        if (!TelegramProfile.isPolled(account)) {
            return FetchedNews.NOT_OFFERED;
        }
        var question = new LinkedHashMap<String, Object>();
        question.put("limit", AT_ONCE);
        question.put("timeout", SECONDS);
        question.put("allowed_updates", UPDATES);
        if (CURSOR.matcher(cursor).matches()) {
            question.put("offset", Long.valueOf(cursor));
        }
        var reply = api.askAtLength(account, "getUpdates", question);
        return reply.result()
                .filter(JsonNode::isArray)
                .map(updates -> fetched(updates, cursor, reply.report()))
                .orElseGet(() -> FetchedNews.failed(cursor, reply.report()));
    }

    private static FetchedNews fetched(JsonNode updates, String cursor, ConnectionReport report) {
        var inbound = new ArrayList<InboundMessage>();
        long last = -1;
        for (var update : updates) {
            TelegramUpdates.read(update).ifPresent(inbound::add);
            last = Math.max(last, update.path("update_id").asLong(-1));
        }
        var next = last < 0 ? cursor : Long.toString(last + 1);
        return new FetchedNews(new ChannelNews(List.of(), inbound), next, report);
    }

    @Override
    public Optional<URI> invitation(ProviderAccount account, String token) {
        return Optional.of(ChatSettings.invitation(account, LINKS, account.setting(TelegramProfile.BOT), token));
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return HookSecret.verify(account, account.setting(TelegramProfile.TOKEN), call, SECRET_HEADER);
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        var inbound = Json.read(call.text()).flatMap(TelegramUpdates::read);
        return new ChannelNews(List.of(), inbound.stream().toList());
    }
}
