package org.schoolcrm.channel.sms.smsaero;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.schoolcrm.channel.kit.Balance;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.sms.smsaero.SmsaeroReceipts.State;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.Site;

/** SMS Aero, API v2: https://smsaero.ru/integration/documentation/api. It takes no number of ours. */
public final class SmsaeroChannel implements MessageChannel {

    private final SmsaeroApi api;

    public SmsaeroChannel(HttpExchange http, Site site) {
        this.api = new SmsaeroApi(http, site);
    }

    @Override
    public ChannelProfile profile() {
        return SmsaeroProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    /** The balance proves the login; the sign is looked for among those that SMS Aero lists first. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var reply = api.ask(account, "/v2/balance", Map.of());
        if (reply.data().isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        var left = reply.data().get().path("balance").asText() + " RUB";
        return mayKnowSign(account)
                ? new ConnectionReport(Verdict.OK, left)
                : new ConnectionReport(Verdict.SETTINGS_INVALID, SmsaeroProfile.SIGN);
    }

    private boolean mayKnowSign(ProviderAccount account) {
        var signs = api.ask(account, "/v2/sign/list", Map.of()).data().orElse(null);
        if (signs == null || !signs.isObject()) {
            return true;
        }
        var listed = StreamSupport.stream(signs.spliterator(), false)
                .filter(sign -> sign.has("name"))
                .toList();
        return listed.size() < signs.path("totalCount").asInt()
                || listed.stream()
                        .filter(sign -> sign.path("status").asInt() == 1)
                        .anyMatch(sign -> sign.path("name").asText().equals(account.setting(SmsaeroProfile.SIGN)));
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var text = SmsText.of(draft, SmsaeroProfile.LONGEST);
        if (text.length() < SmsaeroProfile.SHORTEST) {
            throw CompositionException.rejected(Cause.CONTENT, "the text has less than two characters");
        }
        var document = new TreeMap<>(
                Map.of("number", Phone.digits(draft), "text", text, "sign", account.setting(SmsaeroProfile.SIGN)));
        return new ComposedMessage(Json.write(document).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var document = new String(request.message().bytes(), StandardCharsets.UTF_8);
        return api.send(account, document, context, SmsaeroOutcome::of);
    }

    @Override
    public Optional<Money> balance(ProviderAccount account) {
        return api.ask(account, "/v2/balance", Map.of()).data().flatMap(data -> Balance.rubles(data.path("balance")));
    }

    /** One by one: SMS Aero knows no list of numbers. */
    @Override
    public List<DeliveryReceipt> poll(ProviderAccount account, List<AcceptedMessage> messages) {
        return messages.stream()
                .flatMap(message ->
                        api.ask(account, "/v2/sms/status", Map.of("id", message.providerId())).data().stream()
                                .map(State::of)
                                .filter(state -> state.id().equals(message.providerId()))
                                .flatMap(state -> state.receipt(message.since()).stream()))
                .toList();
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return State.of(call).isReadable() ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return new ChannelNews(
                State.of(call).receipt(call.receivedAt()).stream().toList(), List.of());
    }
}
