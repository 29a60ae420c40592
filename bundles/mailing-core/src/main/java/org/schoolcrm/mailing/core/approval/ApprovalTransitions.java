package org.schoolcrm.mailing.core.approval;

import java.util.function.UnaryOperator;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.TemplateNews;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.RedactedText;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.TemplateAdministration;
import org.schoolcrm.mailing.spi.TemplateApprovalStore;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;

/** What becomes of approvals, by answers and by news; people are called to a text that is refused while it is in use. */
public final class ApprovalTransitions {

    private final TemplateApprovalStore store;
    private final TemplatesInUse templates;
    private final Routing routing;
    private final Attentions attentions;
    private final Clock clock;

    public ApprovalTransitions(
            TemplateApprovalStore store,
            TemplatesInUse templates,
            Routing routing,
            Attentions attentions,
            Clock clock) {
        this.store = store;
        this.templates = templates;
        this.routing = routing;
        this.attentions = attentions;
        this.clock = clock;
    }

    /** In the caller's transaction; of a text that is not ours nothing is kept. */
    public void take(ProviderAccount account, TemplateNews news) {
        routing.installed(account.provider())
                .map(adapter -> new ConnectedChannel(adapter, account))
                .ifPresent(channel ->
                        apply(channel, news.key(), was -> was.toldBy(redacted(news.approval()), clock.now())));
    }

    /** In the caller's transaction: what was read and is another one now was told more lately, and stays. */
    void answer(ConnectedChannel channel, TemplateApproval read, Approval answer) {
        apply(channel, read.name(), was -> was.equals(read) ? was.answered(redacted(answer), clock.now()) : was);
    }

    /** A message was refused for its template: its provider is asked about it at once. */
    public void doubt(ConnectedChannel channel, String body) {
        var nothing = new Approval(Approval.Kind.UNKNOWN, "");
        apply(channel, TextName.of(body), was -> was.toldBy(nothing, clock.now()));
    }

    private void apply(ConnectedChannel channel, String name, UnaryOperator<TemplateApproval> step) {
        var before = store.find(channel.id(), name);
        store.change(channel.id(), name, step)
                .filter(now -> before.filter(was -> was.state() == now.state()).isEmpty())
                .ifPresent(now -> templates.of(channel).stream()
                        .filter(template -> TextName.of(template.body()).equals(name))
                        .forEach(template -> judge(channel, template, now)));
    }

    private void judge(ConnectedChannel channel, Template template, TemplateApproval now) {
        var branch = template.branch().value();
        if (now.isRefused()) {
            var words = template.name() + " (" + channel.account().name() + "): " + now.detail();
            attentions.raise(new Attention(branch, TemplateAdministration.REFUSED, subject(template), words));
        } else if (now.isApproved()) {
            attentions.settle(branch, TemplateAdministration.REFUSED, subject(template), Actor.SYSTEM);
        }
    }

    private static String subject(Template template) {
        return "template:" + template.id();
    }

    private static Approval redacted(Approval approval) {
        return new Approval(approval.kind(), RedactedText.masked(approval.detail()));
    }
}
