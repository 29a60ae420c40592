package org.schoolcrm.channel.testkit;

import java.util.Map;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderTerms;

/** Accounts for tests: of all branches, active, with the usual terms. */
public final class TestAccount {

    private TestAccount() {}

    public static ProviderAccount of(String provider, Map<String, String> settings) {
        return of(1, provider, settings);
    }

    public static ProviderAccount of(long id, String provider, Map<String, String> settings) {
        return new ProviderAccount(
                new ProviderAccountId(id), null, provider, provider, "hook-" + id, true, settings, ProviderTerms.USUAL);
    }
}
