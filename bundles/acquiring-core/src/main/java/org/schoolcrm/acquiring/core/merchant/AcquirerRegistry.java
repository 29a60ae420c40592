package org.schoolcrm.acquiring.core.merchant;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.acquiring.api.AcquirerDescriptor;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.runtime.api.Clock;

/** The bank adapters that are installed just now, and the circuit breaker of each merchant account. */
public final class AcquirerRegistry {

    private final List<Acquirer> adapters;
    private final Clock clock;
    private final Map<MerchantAccountId, ProviderCircuitBreaker> breakers = new ConcurrentHashMap<>();

    /**
     * Over a list that follows the installed adapters.
     *
     * @param adapters changes as adapters come and go
     */
    public AcquirerRegistry(List<Acquirer> adapters, Clock clock) {
        this.adapters = adapters;
        this.clock = clock;
    }

    /** The account's adapter behind its circuit breaker, if it is installed. */
    public Optional<Acquirer> adapter(MerchantAccount account) {
        return installed(account.provider()).map(adapter -> new ResilientAcquirer(adapter, breaker(account.id())));
    }

    public Optional<Acquirer> installed(String provider) {
        return adapters.stream()
                .filter(adapter -> adapter.provider().equals(provider))
                .findFirst();
    }

    List<AcquirerDescriptor> descriptors() {
        return adapters.stream()
                .map(AcquirerRegistry::descriptor)
                .sorted(Comparator.comparing(AcquirerDescriptor::provider))
                .toList();
    }

    public ProviderCircuitBreaker breaker(MerchantAccountId account) {
        return breakers.computeIfAbsent(account, id -> new ProviderCircuitBreaker(clock));
    }

    AccountHealth health(MerchantAccount account) {
        return breaker(account.id()).health(installed(account.provider()).isPresent());
    }

    private static AcquirerDescriptor descriptor(Acquirer adapter) {
        var profile = adapter.profile();
        return new AcquirerDescriptor(
                adapter.provider(),
                profile.russian(),
                profile.english(),
                profile.maturity().name(),
                profile.capabilities(),
                profile.currencies(),
                profile.settings());
    }
}
