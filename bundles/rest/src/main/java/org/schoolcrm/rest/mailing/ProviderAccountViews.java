package org.schoolcrm.rest.mailing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.provider.api.SettingChanges;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.mailing.ProviderAccountResource.ProviderAccountView;

/**
 * Provider accounts as callers may see them. Those of the whole school are seen by who sets up any branch, and changed by
 * who sets up all.
 */
public class ProviderAccountViews {

    private final ProviderAccounts accounts;
    private final Branches branches;

    public ProviderAccountViews(ProviderAccounts accounts, Branches branches) {
        this.accounts = accounts;
        this.branches = branches;
    }

    ProviderAccountView of(ProviderAccount account, Guard guard) {
        var file = accounts.fileOf(account.id());
        boolean editor = isEditor(guard, branch(account));
        return new ProviderAccountView(
                account.id(),
                branch(account),
                account.provider(),
                account.name(),
                account.active(),
                shown(account),
                account.terms(),
                editor ? accounts.hookAddress(account.id()) : null,
                file.orElse(null),
                editor && file.isEmpty());
    }

    static BranchId branch(ProviderAccount account) {
        return Objects.requireNonNullElse(account.branch(), Suppression.SCHOOL);
    }

    boolean isVisible(Guard guard, ProviderAccount account) {
        return account.branch() == null || guard.sees(account.branch());
    }

    void requireReader(Guard guard, ProviderAccount account) {
        var branch = account.branch();
        boolean reads = branch == null
                && branches.all().stream().anyMatch(one -> guard.may(Permission.SETTINGS_EDIT, one.id()));
        if (!reads) {
            guard.open(Permission.SETTINGS_EDIT, branch(account));
        }
    }

    BranchId requireEditor(Guard guard, BranchId branch) {
        if (branch.equals(Suppression.SCHOOL)) {
            branches.all().forEach(one -> guard.open(Permission.SETTINGS_EDIT, one.id()));
            return branch;
        }
        return guard.open(Permission.SETTINGS_EDIT, branch);
    }

    private boolean isEditor(Guard guard, BranchId branch) {
        return branch.equals(Suppression.SCHOOL)
                ? branches.all().stream().allMatch(one -> guard.may(Permission.SETTINGS_EDIT, one.id()))
                : guard.may(Permission.SETTINGS_EDIT, branch);
    }

    /** What an absent adapter cannot tell from a secret counts as one. */
    private Map<String, String> shown(ProviderAccount account) {
        var open = new HashMap<String, Boolean>();
        accounts.offers().stream()
                .filter(offer -> offer.provider().equals(account.provider()))
                .flatMap(offer -> offer.settings().stream())
                .forEach(field -> open.put(field.name(), !field.secret()));
        var shown = new TreeMap<String, String>();
        account.settings()
                .forEach((name, value) ->
                        shown.put(name, open.getOrDefault(name, false) ? value : SettingChanges.HIDDEN));
        return shown;
    }
}
