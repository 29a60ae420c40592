package org.schoolcrm.channel.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.TransportFailures;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.Site;

/** Meta's WhatsApp Cloud API: https://developers.facebook.com/docs/whatsapp/cloud-api. */
public final class CloudChannel implements MessageChannel {

    /** Where invoices are shown. */
    private static final String INVOICES = "/i/";

    private final CloudApi api;
    private final Site site;

    public CloudChannel(HttpExchange http, Site site) {
        this.api = new CloudApi(http);
        this.site = site;
    }

    @Override
    public ChannelProfile profile() {
        return CloudProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return ProviderSettings.problemsOf(profile(), settings);
    }

    /** Our own number proves the token. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        return report(
                api.phone(account),
                root -> !root.path("id").asText().isEmpty(),
                root -> ProviderText.of(
                        root.path("verified_name").asText(),
                        root.path("display_phone_number").asText()));
    }

    private static ConnectionReport report(
            HttpAnswer answer, Predicate<JsonNode> isDone, Function<JsonNode, String> words) {
        return Json.readSuccess(answer)
                .filter(isDone)
                .map(root -> new ConnectionReport(Verdict.OK, words.apply(root)))
                .orElseGet(() -> CloudError.of(answer)
                        .map(CloudChannel::refusal)
                        .orElseGet(() -> TransportFailures.trial(answer)));
    }

    private static ConnectionReport refusal(CloudError error) {
        boolean isOfLogin = CloudOutcome.refusal(error)
                .filter(outcome -> outcome.cause() == SendOutcome.Cause.AUTH)
                .isPresent();
        return new ConnectionReport(isOfLogin ? Verdict.CREDENTIALS_REFUSED : Verdict.UNCLEAR, error.words());
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var document = new CloudComposer(links()).compose(account, draft);
        return new ComposedMessage(document.getBytes(StandardCharsets.UTF_8));
    }

    private String links() {
        return site.at(INVOICES).toString();
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        return api.send(account, request.message(), context);
    }

    @Override
    public boolean needsApproval(ProviderAccount account) {
        return !CloudProfile.isFreeText(account);
    }

    @Override
    public Approval approve(ProviderAccount account, TemplateText template) {
        return CloudProfile.isFreeText(account)
                ? Approval.NOT_NEEDED
                : new CloudTemplates(api, links()).approve(account, template);
    }

    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        return report(
                api.subscribe(account, callback.toString()),
                root -> root.path("success").asBoolean(),
                root -> "");
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        boolean isGenuine = call.method().equals("GET")
                ? CloudCallback.challenge(account, call).isPresent()
                : CloudCallback.isSigned(account, call);
        return isGenuine ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return call.method().equals("GET") ? ChannelNews.NONE : CloudCallback.parse(account, call);
    }

    @Override
    public WebhookReply acknowledge(ProviderAccount account, RawWebhook call, Verification verification) {
        if (verification == Verification.REJECTED) {
            return WebhookReply.text(403, "Forbidden");
        }
        return WebhookReply.text(200, CloudCallback.challenge(account, call).orElse("OK"));
    }
}
