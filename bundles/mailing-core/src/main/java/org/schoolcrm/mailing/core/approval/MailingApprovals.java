package org.schoolcrm.mailing.core.approval;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Mailing.How;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.problem.FieldChecks;

/** Whether the accounts that a mailing's messages go through may send its texts. */
public final class MailingApprovals {

    private final Routing routing;
    private final ApprovalRule rule;
    private final MailingStore mailings;

    public MailingApprovals(Routing routing, ApprovalRule rule, MailingStore mailings) {
        this.routing = routing;
        this.rule = rule;
        this.mailings = mailings;
    }

    /** Refuses texts that an account may not send, each by its field. */
    public void require(BranchId branch, How how) {
        var checks = new FieldChecks();
        texts(how)
                .forEach((field, template) -> senders(branch, how, template)
                        .filter(sender ->
                                rule.of(sender).objection(template.body()).isPresent())
                        .findFirst()
                        .ifPresent(sender ->
                                checks.require(false, field, MailingProblem.TEMPLATE_NOT_APPROVED, template.name())));
        checks.refuseAs(MailingProblem.MAILING_INVALID);
    }

    /** The name of a text that a provider has refused, if there is one among the mailing's. */
    public Optional<String> refused(BranchId branch, How how) {
        return texts(how).values().stream()
                .filter(template -> senders(branch, how, template)
                        .anyMatch(sender -> rule.of(sender).isRefused(template.body())))
                .map(Template::name)
                .findFirst();
    }

    /** The accounts that are used first, each where its channel has such templates. */
    private Stream<ConnectedChannel> senders(BranchId branch, How how, Template template) {
        return routing.plan(how, branch)
                .names()
                .filter(channel -> Routing.templatesOf(channel) == template.method())
                .flatMap(channel -> routing.find(channel, branch).stream())
                .filter(ConnectedChannel::needsApproval);
    }

    /** By the fields of the form. */
    private Map<String, Template> texts(How how) {
        var chain = how.chain();
        var texts = new LinkedHashMap<String, Template>();
        put(texts, "how.template", how.template());
        put(texts, "how.reminders.template", how.reminders().template());
        put(texts, "how.chain.template", chain == null ? null : chain.template());
        return texts;
    }

    private void put(Map<String, Template> texts, String field, @Nullable TemplateId id) {
        Optional.ofNullable(id).flatMap(mailings::find).ifPresent(template -> texts.put(field, template));
    }
}
