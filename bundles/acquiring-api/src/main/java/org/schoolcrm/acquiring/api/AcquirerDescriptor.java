package org.schoolcrm.acquiring.api;

import java.util.List;
import java.util.Set;
import org.schoolcrm.provider.api.SettingField;

/**
 * A bank that can be connected, as its adapter describes it.
 *
 * @param maturity how far the adapter has been tried
 */
public record AcquirerDescriptor(
        String provider,
        String russian,
        String english,
        String maturity,
        Set<Capability> capabilities,
        Set<String> currencies,
        List<SettingField> settings) {}
