package org.schoolcrm.channel.spi;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;

/**
 * An account of the school with a provider of messages: which adapter serves it, and with which settings.
 *
 * @param branch null for all branches of the school
 * @param provider the adapter's permanent name
 * @param hookKey the unguessable part of the address that the provider calls
 * @param settings by name, secrets among them
 */
public record ProviderAccount(
        ProviderAccountId id,
        @Nullable BranchId branch,
        String provider,
        String name,
        String hookKey,
        boolean active,
        Map<String, String> settings,
        ProviderTerms terms) {

    public ProviderAccount {
        settings = Map.copyOf(settings);
    }

    public boolean serves(BranchId other) {
        return branch == null || branch.equals(other);
    }

    /** Refuses, with an {@link IllegalStateException}, when the setting is missing. */
    public String setting(String key) {
        var value = settings.get(key);
        if (value == null) {
            throw new IllegalStateException("Provider account " + id + " has no setting '" + key + "'");
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
        return "ProviderAccount[" + id + " " + provider + "]";
    }
}
