package org.schoolcrm.mailing.core.approval;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.spi.TemplateNews;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;

/** A provider of WhatsApp who looks at texts before he sends them, and whose people decide as the test says. */
final class ReviewingProvider implements MessageChannel {

    static final String NAME = "reviewing";

    final List<TemplateText> shown = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final Map<String, SendOutcome> refusals = new HashMap<>();
    private final Map<String, Approval> decided = new HashMap<>();
    private Approval usual = new Approval(Approval.Kind.PENDING, "PENDING");
    private boolean needs = true;
    private TemplateNews news = new TemplateNews("", usual);
    private boolean breaks;
    private BiConsumer<ProviderAccount, String> meanwhile = (account, name) -> {};

    /** What is said of every text, unless something else was decided. */
    void says(Approval.Kind kind, String detail) {
        usual = new Approval(kind, detail);
    }

    void decides(String body, Approval.Kind kind, String detail) {
        decided.put(TextName.of(body), new Approval(kind, detail));
    }

    /** The next call tells that. */
    void tells(String name, Approval.Kind kind, String detail) {
        news = new TemplateNews(name, new Approval(kind, detail));
    }

    void sendsAnything() {
        needs = false;
    }

    /** What happens while it is asked, such as a call of its own; with the name of the text. */
    void meanwhile(BiConsumer<ProviderAccount, String> happens) {
        meanwhile = happens;
    }

    void breaks() {
        breaks = true;
    }

    @Override
    public ChannelProfile profile() {
        return new ChannelProfile(
                NAME,
                "whatsapp",
                "WhatsApp",
                "WhatsApp",
                AddressKind.MOBILE_PHONE,
                Encoding.CHAT_TEXT,
                Idempotency.NONE,
                Pace.FREE,
                0,
                Set.of(Capability.APPROVED_TEMPLATES),
                List.of());
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.OK, "");
    }

    @Override
    public boolean needsApproval(ProviderAccount account) {
        return needs;
    }

    @Override
    public Approval approve(ProviderAccount account, TemplateText template) {
        shown.add(template);
        meanwhile.accept(account, template.key());
        if (breaks) {
            throw new IllegalStateException("broken");
        }
        return decided.getOrDefault(template.key(), usual);
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        var template = draft.template();
        var words = (template == null ? "free" : template.key() + template.values()) + ": " + draft.body() + " -> "
                + draft.payAt();
        return new ComposedMessage(words.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        if (!context.beforeWire()) {
            return SendOutcome.leaseLost();
        }
        var words = new String(request.message().bytes(), StandardCharsets.UTF_8);
        for (var refusal : refusals.entrySet()) {
            if (words.contains(refusal.getKey())) {
                return refusal.getValue();
            }
        }
        sent.add(words);
        return SendOutcome.accepted("p-" + sent.size());
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return new ChannelNews(List.of(), List.of(), List.of(news));
    }
}
