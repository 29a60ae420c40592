package org.schoolcrm.acquiring.api;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.schoolcrm.host.spi.BranchId;

/**
 * An account of the school with a bank: which adapter serves it, and with which settings.
 *
 * @param provider the adapter's permanent name
 * @param hookKey the unguessable part of the address that the bank calls
 * @param live whether real money moves; a test payment never counts on a live account
 * @param settings by name, secrets among them
 * @param terms which payments it takes
 */
public record MerchantAccount(
        MerchantAccountId id,
        BranchId branch,
        String provider,
        String name,
        String hookKey,
        boolean live,
        boolean active,
        Map<String, String> settings,
        AccountTerms terms) {

    public MerchantAccount(
            MerchantAccountId id,
            BranchId branch,
            String provider,
            String name,
            String hookKey,
            boolean live,
            boolean active,
            Map<String, String> settings) {
        this(id, branch, provider, name, hookKey, live, active, settings, AccountTerms.ANY);
    }

    public MerchantAccount {
        settings = Map.copyOf(settings);
    }

    /** Refuses, with an {@link IllegalStateException}, when the setting is missing. */
    public String setting(String key) {
        var value = settings.get(key);
        if (value == null) {
            throw new IllegalStateException("Merchant account " + id + " has no setting '" + key + "'");
        }
        return value;
    }

    public String setting(String key, String otherwise) {
        var value = settings.getOrDefault(key, "");
        return value.isEmpty() ? otherwise : value;
    }

    /** The secret and, while it is being changed, the one before: {@code <key>Previous}. */
    public List<String> secrets(String key) {
        return Stream.of(setting(key, ""), setting(key + "Previous", ""))
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    /** Settings and the hook's key are secrets: they never reach a log. */
    @Override
    public String toString() {
        return "MerchantAccount[" + id + " " + provider + " of branch " + branch + "]";
    }
}
