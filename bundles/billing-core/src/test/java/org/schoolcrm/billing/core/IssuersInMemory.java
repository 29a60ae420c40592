package org.schoolcrm.billing.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.Logo;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.host.spi.BranchId;

/** Issuer details in a list. */
final class IssuersInMemory implements IssuerStore {

    private final List<Issuer> versions = new ArrayList<>();
    private final Map<String, Logo> logos = new HashMap<>();

    @Override
    public Optional<Issuer> effective(BranchId branch) {
        return newest(IssuerScope.of(branch))
                .filter(Issuer::active)
                .or(() -> newest(IssuerScope.SCHOOL).filter(Issuer::active));
    }

    @Override
    public Optional<Issuer> newest(IssuerScope scope) {
        return versions.stream()
                .filter(one -> one.scope().equals(scope))
                .max(Comparator.comparingLong(Issuer::version));
    }

    @Override
    public boolean add(Issuer next) {
        if (versions.stream().anyMatch(one -> one.scope().equals(next.scope()) && one.version() == next.version())) {
            return false;
        }
        return versions.add(next);
    }

    @Override
    public Optional<IssuerVersion> inForce(BranchId branch) {
        return effective(branch).map(issuer -> new IssuerVersion(issuer.scope(), issuer.version()));
    }

    @Override
    public Optional<Issuer> find(IssuerVersion version) {
        return versions.stream()
                .filter(one -> one.scope().equals(version.scope()) && one.version() == version.number())
                .findFirst();
    }

    @Override
    public void addLogo(String name, Logo logo) {
        logos.putIfAbsent(name, logo);
    }

    @Override
    public Optional<Logo> logo(String name) {
        return Optional.ofNullable(logos.get(name));
    }
}
