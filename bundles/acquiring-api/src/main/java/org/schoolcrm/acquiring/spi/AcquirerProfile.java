package org.schoolcrm.acquiring.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.api.SettingSchema;

/**
 * What an adapter says about itself.
 *
 * @param statuses the bank's word for a payment's stage and ours, all that it documents
 * @param currencies ISO codes
 * @param formLives how long the bank keeps a payment form open at most
 */
public record AcquirerProfile(
        String russian,
        String english,
        Maturity maturity,
        Set<Capability> capabilities,
        List<SettingField> settings,
        Map<String, Stage> statuses,
        Set<String> currencies,
        Duration formLives,
        PollPlan pollPlan) {

    /** How far the adapter has been tried. */
    public enum Maturity {
        /** By its documents and samples only. */
        UNTESTED_AGAINST_THE_BANK,
        /** In the bank's sandbox. */
        SANDBOX,
        /** With real money. */
        LIVE
    }

    public AcquirerProfile {
        capabilities = Set.copyOf(capabilities);
        settings = List.copyOf(settings);
        statuses = Map.copyOf(statuses);
        currencies = Set.copyOf(currencies);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    public boolean isSecret(String setting) {
        return new SettingSchema(settings).isSecret(setting);
    }

    /** Names of the settings that are missing, malformed or unknown. */
    public List<String> problemsOf(Map<String, String> values) {
        return new SettingSchema(settings).problemsOf(values);
    }
}
