package org.schoolcrm.channel.sms.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.channel.kit.Balance;
import org.schoolcrm.channel.kit.HookAddress;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.kit.TransportFailures;
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
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.Site;

/** Twilio's Programmable Messaging: https://www.twilio.com/docs/messaging/api. It takes no number of ours. */
public final class TwilioChannel implements MessageChannel {

    /** Any other text would be sent to the person who wrote. */
    private static final String SAY_NOTHING = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    private final TwilioApi api;
    private final Site site;

    public TwilioChannel(HttpExchange http, Site site) {
        this.api = new TwilioApi(http, site);
        this.site = site;
    }

    @Override
    public ChannelProfile profile() {
        return TwilioProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    /** The balance proves the login; of senders a service and a number can be looked up, a name cannot. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var reply = api.ask(account, "/Balance.json");
        if (reply.done().isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        var left = reply.done().get();
        return hasSender(account)
                ? new ConnectionReport(
                        Verdict.OK,
                        left.path("balance").asText() + " "
                                + left.path("currency").asText())
                : new ConnectionReport(Verdict.SETTINGS_INVALID, TwilioProfile.SENDER);
    }

    private boolean hasSender(ProviderAccount account) {
        var sender = account.setting(TwilioProfile.SENDER);
        if (TwilioProfile.isService(sender)) {
            return api.service(account, sender).http().status() != 404;
        }
        return !sender.startsWith("+")
                || api.ask(account, "/IncomingPhoneNumbers.json?PhoneNumber=%2B" + sender.substring(1))
                        .done()
                        .map(root -> !root.path("incoming_phone_numbers").isEmpty())
                        .orElse(true);
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var sender = account.setting(TwilioProfile.SENDER);
        var form = FormFields.of(
                "To",
                "+" + Phone.digits(draft),
                TwilioProfile.isService(sender) ? "MessagingServiceSid" : "From",
                sender,
                "Body",
                SmsText.of(draft, TwilioProfile.LONGEST));
        return new ComposedMessage(form.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var form = new String(request.message().bytes(), StandardCharsets.UTF_8);
        return api.send(account, form, context, TwilioOutcome::of);
    }

    @Override
    public Optional<Money> balance(ProviderAccount account) {
        return api.ask(account, "/Balance.json")
                .done()
                .flatMap(root ->
                        Balance.of(root.path("balance"), root.path("currency").asText()));
    }

    @Override
    public List<DeliveryReceipt> poll(ProviderAccount account, List<AcceptedMessage> messages) {
        return messages.stream()
                .filter(message -> message.providerId().matches("[A-Z]{2}[0-9a-zA-Z]{1,40}"))
                .flatMap(message -> api.ask(account, "/Messages/" + message.providerId() + ".json").done().stream()
                        .flatMap(root -> TwilioCallback.receipt(
                                message.providerId(),
                                root.path("status").asText(),
                                root.path("error_code").asText(),
                                TwilioCallback.time(root.path("date_updated").asText())
                                        .orElse(message.since()))
                                .stream()))
                .toList();
    }

    /** A service is told where to call about what people write; each message tells where to call about itself. */
    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        var sender = account.setting(TwilioProfile.SENDER);
        if (!TwilioProfile.isService(sender)) {
            return new ConnectionReport(Verdict.NOT_OFFERED, "");
        }
        var form = FormFields.of("InboundRequestUrl", callback.toString(), "InboundMethod", "POST");
        var reply = api.changeService(account, sender, form);
        return reply.done().isPresent() ? new ConnectionReport(Verdict.OK, "") : TransportFailures.trial(reply.http());
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        var address = HookAddress.of(site, account);
        var form = FormFields.parse(call.text());
        var signature = call.header("x-twilio-signature").orElse("");
        boolean right = account.secrets(TwilioProfile.TOKEN).stream()
                .anyMatch(token -> TwilioSignature.isRight(address, call.query(), form, call.text(), token, signature));
        return right ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return TwilioCallback.parse(call);
    }

    @Override
    public WebhookReply acknowledge(ProviderAccount account, RawWebhook call, Verification verification) {
        return verification == Verification.REJECTED
                ? WebhookReply.text(403, "Forbidden")
                : new WebhookReply(200, "text/xml", SAY_NOTHING, null);
    }
}
