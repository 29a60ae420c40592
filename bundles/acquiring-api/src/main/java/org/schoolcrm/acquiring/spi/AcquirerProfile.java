package org.schoolcrm.acquiring.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.provider.api.SettingField;

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
        return settings.stream().anyMatch(field -> field.name().equals(setting) && field.secret());
    }

    /** Names of the settings that are missing, malformed or unknown. */
    public List<String> problemsOf(Map<String, String> values) {
        var wrong = new ArrayList<String>();
        for (var field : settings) {
            if (!field.accepts(values.getOrDefault(field.name(), ""))) {
                wrong.add(field.name());
            }
        }
        values.keySet().stream()
                .filter(name ->
                        settings.stream().noneMatch(field -> field.name().equals(name)))
                .sorted()
                .forEach(wrong::add);
        return wrong;
    }
}
