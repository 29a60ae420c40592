package org.schoolcrm.channel.sms.smsru;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.schoolcrm.channel.kit.Balance;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.sms.smsru.SmsruApi.Reply;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/** SMS.ru: https://sms.ru/api. It takes no number of ours, so a lost answer stays uncertain. */
public final class SmsruChannel implements MessageChannel {

    private final SmsruApi api;
    private final Clock clock;

    public SmsruChannel(HttpExchange http, Clock clock) {
        this.api = new SmsruApi(http);
        this.clock = clock;
    }

    @Override
    public ChannelProfile profile() {
        return SmsruProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    /** The balance proves the login; the name is looked for among those that SMS.ru has approved. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var balance = api.ask(account, "/my/balance", FormFields.of());
        if (balance.done().isEmpty()) {
            return refusal(balance);
        }
        var left = balance.done().get().path("balance").asText() + " RUB";
        return maySend(account, account.setting(SmsruProfile.SENDER, ""))
                ? new ConnectionReport(Verdict.OK, left)
                : new ConnectionReport(Verdict.SETTINGS_INVALID, SmsruProfile.SENDER);
    }

    /** A list that cannot be had says nothing about a name. */
    private boolean maySend(ProviderAccount account, String sender) {
        return sender.isEmpty()
                || api.ask(account, "/my/senders", FormFields.of())
                        .done()
                        .map(root -> StreamSupport.stream(root.path("senders").spliterator(), false)
                                .anyMatch(name -> name.asText().equals(sender)))
                        .orElse(true);
    }

    private static ConnectionReport refusal(Reply reply) {
        return switch (reply.code()) {
            case 0 -> TransportFailures.trial(reply.http());
            case 200, 300, 301, 302 -> new ConnectionReport(Verdict.CREDENTIALS_REFUSED, String.valueOf(reply.code()));
            default -> new ConnectionReport(Verdict.UNCLEAR, ProviderText.of("" + reply.code(), reply.words()));
        };
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var phone = Phone.digits(draft);
        var text = SmsText.of(draft, SmsruProfile.LONGEST, SmsruProfile.MOST_PARTS);
        var form = FormFields.of("to[" + phone + "]", text, "json", "1");
        var sender = account.setting(SmsruProfile.SENDER, "");
        var named = sender.isEmpty() ? form : form.with("from", sender);
        return new ComposedMessage(named.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var form = new String(request.message().bytes(), StandardCharsets.UTF_8);
        return api.send(account, form, context, SmsruOutcome::of);
    }

    @Override
    public Optional<Money> balance(ProviderAccount account) {
        return api.ask(account, "/my/balance", FormFields.of())
                .done()
                .flatMap(root -> Balance.rubles(root.path("balance")));
    }

    /** Up to a hundred at once; SMS.ru does not tell when it happened. */
    @Override
    public List<DeliveryReceipt> poll(ProviderAccount account, List<AcceptedMessage> messages) {
        var ids = messages.stream().map(AcceptedMessage::providerId).limit(100).collect(Collectors.joining(","));
        var statuses = api.ask(account, "/sms/status", FormFields.of("sms_id", ids))
                .done()
                .map(root -> root.path("sms"));
        var now = clock.now();
        return messages.stream()
                .map(AcceptedMessage::providerId)
                .flatMap(id -> statuses.map(root -> root.path(id)).stream()
                        .flatMap(
                                status -> SmsruReceipts.of(
                                        id,
                                        status.path("status_code").asInt(),
                                        status.path("status_text").asText(),
                                        now)
                                        .stream()))
                .toList();
    }

    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        var known = api.ask(account, "/callback/get", FormFields.of());
        if (known.done().stream()
                .flatMap(root -> StreamSupport.stream(root.path("callback").spliterator(), false))
                .anyMatch(url -> url.asText().equals(callback.toString()))) {
            return new ConnectionReport(Verdict.OK, "");
        }
        var added = api.ask(account, "/callback/add", FormFields.of("url", callback.toString()));
        return added.done().isPresent() ? new ConnectionReport(Verdict.OK, "") : refusal(added);
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return SmsruReceipts.isSigned(account, call) ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return new ChannelNews(SmsruReceipts.parse(call), List.of());
    }

    /** SMS.ru comes again until it reads 100. */
    @Override
    public WebhookReply acknowledge(ProviderAccount account, RawWebhook call, Verification verification) {
        return verification == Verification.REJECTED
                ? WebhookReply.text(403, "Forbidden")
                : WebhookReply.text(200, "100");
    }
}
