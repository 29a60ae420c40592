package org.schoolcrm.provider.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All settings that an account with a provider has. */
public record SettingSchema(List<SettingField> fields) {

    public SettingSchema {
        fields = List.copyOf(fields);
    }

    public boolean isSecret(String setting) {
        return fields.stream().anyMatch(field -> field.name().equals(setting) && field.secret());
    }

    /** Names of the settings that are missing, malformed or unknown. */
    public List<String> problemsOf(Map<String, String> values) {
        var wrong = new ArrayList<String>();
        for (var field : fields) {
            if (!field.accepts(values.getOrDefault(field.name(), ""))) {
                wrong.add(field.name());
            }
        }
        values.keySet().stream()
                .filter(name -> fields.stream().noneMatch(field -> field.name().equals(name)))
                .sorted()
                .forEach(wrong::add);
        return wrong;
    }
}
