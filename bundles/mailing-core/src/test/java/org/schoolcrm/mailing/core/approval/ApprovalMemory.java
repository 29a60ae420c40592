package org.schoolcrm.mailing.core.approval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.spi.TemplateApprovalStore;

/** What providers say of texts, in memory. */
public final class ApprovalMemory implements TemplateApprovalStore {

    private final Map<String, TemplateApproval> kept = new LinkedHashMap<>();

    @Override
    public void add(TemplateApproval approval) {
        kept.putIfAbsent(key(approval.account(), approval.name()), approval);
    }

    @Override
    public List<TemplateApproval> of(ProviderAccountId account) {
        return kept.values().stream()
                .filter(one -> one.account().equals(account))
                .toList();
    }

    @Override
    public Optional<TemplateApproval> find(ProviderAccountId account, String name) {
        return Optional.ofNullable(kept.get(key(account, name)));
    }

    @Override
    public Optional<TemplateApproval> change(
            ProviderAccountId account, String name, UnaryOperator<TemplateApproval> step) {
        return Optional.ofNullable(kept.computeIfPresent(key(account, name), (key, was) -> step.apply(was)));
    }

    @Override
    public void forget(ProviderAccountId account) {
        kept.values().removeIf(one -> one.account().equals(account));
    }

    private static String key(ProviderAccountId account, String name) {
        return account + "/" + name;
    }
}
