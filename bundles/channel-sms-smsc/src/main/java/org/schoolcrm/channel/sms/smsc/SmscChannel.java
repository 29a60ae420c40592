package org.schoolcrm.channel.sms.smsc;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolcrm.channel.kit.Balance;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.sms.smsc.SmscApi.Reply;
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
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpExchange;

/** SMSC.ru: https://smsc.ru/api/http. It repeats nothing for a minute only, which proves nothing afterwards. */
public final class SmscChannel implements MessageChannel {

    private static final int MOST_AT_ONCE = 100;

    private final SmscApi api;

    public SmscChannel(HttpExchange http) {
        this.api = new SmscApi(http);
    }

    @Override
    public ChannelProfile profile() {
        return SmscProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return SmscProfile.problemsOf(settings);
    }

    /** The balance proves the login; a name that is not in SMSC.ru's list of ours may not send. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var reply = api.ask(account, "/sys/balance.php", "cur", "1");
        if (reply.error().isPresent()) {
            var words = ProviderText.of("" + reply.error().get(), reply.words());
            return new ConnectionReport(
                    reply.error().get() == 2 ? Verdict.CREDENTIALS_REFUSED : Verdict.UNCLEAR, words);
        }
        var left = reply.document().flatMap(SmscChannel::balance);
        if (left.isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        return knowsSender(account)
                ? new ConnectionReport(
                        Verdict.OK, left.get().toDecimal() + " " + left.get().currency())
                : new ConnectionReport(Verdict.SETTINGS_INVALID, SmscProfile.SENDER);
    }

    private boolean knowsSender(ProviderAccount account) {
        var sender = account.setting(SmscProfile.SENDER, "");
        if (sender.isEmpty()) {
            return true;
        }
        var names = api.ask(account, "/sys/senders.php", "get", "1").list().stream()
                .map(name -> name.path("sender").asText())
                .toList();
        return names.isEmpty() || names.contains(sender);
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var form = FormFields.of(
                "phones", Phone.digits(draft),
                "mes", SmsText.of(draft, SmscProfile.LONGEST),
                "charset", "utf-8",
                "fmt", "3",
                "cost", "3");
        var numbered = SmscNumber.of(draft.reference())
                .map(number -> form.with("id", number))
                .orElse(form);
        var sender = account.setting(SmscProfile.SENDER, "");
        var named = sender.isEmpty() ? numbered : numbered.with("sender", sender);
        return new ComposedMessage(named.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var form = new String(request.message().bytes(), StandardCharsets.UTF_8);
        return api.send(account, form, context, SmscOutcome::of);
    }

    @Override
    public Optional<Money> balance(ProviderAccount account) {
        return api.ask(account, "/sys/balance.php", "cur", "1").document().flatMap(SmscChannel::balance);
    }

    private static Optional<Money> balance(JsonNode root) {
        return Balance.of(root.path("balance"), root.path("currency").asText("RUB"));
    }

    /** By number and phone together; a comma at the end makes a list of one too. */
    @Override
    public List<DeliveryReceipt> poll(ProviderAccount account, List<AcceptedMessage> messages) {
        var receipts = new ArrayList<DeliveryReceipt>();
        for (int from = 0; from < messages.size(); from += MOST_AT_ONCE) {
            var page = messages.subList(from, Math.min(from + MOST_AT_ONCE, messages.size()));
            receipts.addAll(receipts(api.ask(
                    account,
                    "/sys/status.php",
                    "id",
                    page.stream().map(message -> message.providerId() + ",").collect(Collectors.joining()),
                    "phone",
                    page.stream()
                            .map(message -> message.address().replace("+", "") + ",")
                            .collect(Collectors.joining()))));
        }
        return receipts;
    }

    private static List<DeliveryReceipt> receipts(Reply reply) {
        var receipts = new ArrayList<DeliveryReceipt>();
        for (var status : reply.list()) {
            var at = SmscCallback.time(status.path("last_timestamp").asText());
            if (at.isPresent() && status.path("status").canConvertToInt()) {
                SmscCallback.receipt(
                                status.path("id").asText(),
                                status.path("status").asInt(),
                                status.path("err").asText(),
                                at.get())
                        .ifPresent(receipts::add);
            }
        }
        return receipts;
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return SmscCallback.isGenuine(account, call) ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return SmscCallback.parse(call);
    }
}
