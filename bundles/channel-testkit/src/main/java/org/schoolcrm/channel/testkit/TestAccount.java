package org.schoolcrm.channel.testkit;

import java.util.Map;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderTerms;

/** Accounts for tests: of all branches, active, of a school whose customers agreed in their contract. */
public final class TestAccount {

    private static final ProviderTerms TERMS = new ProviderTerms(0, null, null, true);

    private TestAccount() {}

    public static ProviderAccount of(String provider, Map<String, String> settings) {
        return of(1, provider, settings);
    }

    public static ProviderAccount of(long id, String provider, Map<String, String> settings) {
        return new ProviderAccount(
                new ProviderAccountId(id), null, provider, provider, "hook-" + id, true, settings, TERMS);
    }
}
