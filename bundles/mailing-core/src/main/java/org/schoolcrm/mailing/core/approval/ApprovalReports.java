package org.schoolcrm.mailing.core.approval;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.api.TemplateApprovals;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.runtime.api.Clock;

/** How templates stand with the accounts that would send them. */
public final class ApprovalReports implements TemplateApprovals {

    private final Routing routing;
    private final ApprovalRule rule;
    private final TemplatesInUse templates;
    private final Clock clock;

    public ApprovalReports(Routing routing, ApprovalRule rule, TemplatesInUse templates, Clock clock) {
        this.routing = routing;
        this.rule = rule;
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public List<Standing> of(BranchId branch) {
        return needing()
                .filter(channel -> channel.account().serves(branch))
                .flatMap(channel -> standings(channel, templates.of(channel, branch)))
                .toList();
    }

    @Override
    public Map<Approval.Kind, Long> countsOf(ProviderAccountId account) {
        return needing()
                .filter(channel -> channel.id().equals(account))
                .flatMap(channel -> standings(channel, templates.of(channel)))
                .map(Standing::approval)
                .collect(Collectors.toMap(TemplateApproval::name, TemplateApproval::state, (one, same) -> one))
                .values()
                .stream()
                .collect(Collectors.groupingBy(
                        state -> state, () -> new EnumMap<>(Approval.Kind.class), Collectors.counting()));
    }

    private Stream<ConnectedChannel> needing() {
        return routing.connected().stream().filter(ConnectedChannel::needsApproval);
    }

    private Stream<Standing> standings(ConnectedChannel channel, List<Template> of) {
        var known = rule.of(channel);
        return of.stream()
                .map(template ->
                        new Standing(template.id(), channel.account().name(), approval(channel, known, template)));
    }

    private TemplateApproval approval(ConnectedChannel channel, ApprovalRule.Known known, Template template) {
        return known.of(template.body())
                .orElseGet(() -> TemplateApproval.wanted(
                        channel.id(), TextName.of(template.body()), template.id(), clock.now()));
    }
}
