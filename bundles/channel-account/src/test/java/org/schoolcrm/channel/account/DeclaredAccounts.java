package org.schoolcrm.channel.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.runtime.api.Actor;

/** Notes what files declare; nothing else is asked of it. */
final class DeclaredAccounts implements ProviderAccounts {

    final Map<String, Declaration> declared = new LinkedHashMap<>();
    final List<String> withdrawn = new ArrayList<>();

    @Override
    public ProviderAccount declare(String file, Declaration declaration) {
        declared.put(file, declaration);
        return new ProviderAccount(
                new ProviderAccountId(declared.size()),
                declaration.branch(),
                declaration.provider(),
                declaration.name(),
                "hook",
                declaration.active(),
                declaration.settings(),
                declaration.terms());
    }

    @Override
    public void withdraw(String file) {
        withdrawn.add(file);
    }

    @Override
    public List<ChannelProfile> offers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ProviderAccount> of(BranchId branch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ProviderAccount> find(ProviderAccountId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ProviderAccount> findByHook(String provider, String hookKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProviderAccount connect(
            BranchId branch,
            String provider,
            String name,
            Map<String, String> settings,
            ProviderTerms terms,
            Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProviderAccount change(
            ProviderAccountId id,
            String name,
            boolean active,
            Map<String, String> settings,
            ProviderTerms terms,
            Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(ProviderAccountId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> fileOf(ProviderAccountId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConnectionReport test(ProviderAccountId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Money> balance(ProviderAccountId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String hookAddress(ProviderAccountId id) {
        throw new UnsupportedOperationException();
    }
}
