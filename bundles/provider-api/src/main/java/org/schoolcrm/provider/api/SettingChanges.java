package org.schoolcrm.provider.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.schoolcrm.problem.FieldChecks;

/** What a change of an account's settings takes, and how it is told without a secret. */
public final class SettingChanges {

    /** What stands for a secret that is not shown; sent back it leaves the secret as it is. */
    public static final String HIDDEN = "***";

    private static final String PREVIOUS = "Previous";
    private static final String REPLACED = HIDDEN + " (replaced)";
    private static final int SHOWN = 300;

    private final Optional<List<SettingField>> fields;

    /** @param fields those of the account's adapter; nothing while it is absent, when everything may be a secret */
    public SettingChanges(Optional<List<SettingField>> fields) {
        this.fields = fields;
    }

    /** A value that is shown as stars and comes back as stars stays as it is; what is empty is left out. */
    public static Map<String, String> merged(Map<String, String> was, Map<String, String> wanted) {
        var merged = new HashMap<String, String>();
        wanted.forEach((name, value) -> {
            var kept = value.equals(HIDDEN) ? was.getOrDefault(name, "") : value;
            if (!kept.isEmpty()) {
                merged.put(name, kept);
            }
        });
        return merged;
    }

    /** A secret that is replaced stays good as the one before, unless another one before, or none, was asked for. */
    public Map<String, String> rotated(Map<String, String> was, Map<String, String> now, Map<String, String> wanted) {
        var rotated = new HashMap<>(now);
        fields.orElse(List.of()).stream()
                .map(SettingField::name)
                .filter(name -> name.endsWith(PREVIOUS))
                .filter(name -> wanted.getOrDefault(name, HIDDEN).equals(HIDDEN))
                .forEach(name -> {
                    var secret = name.substring(0, name.length() - PREVIOUS.length());
                    var before = was.getOrDefault(secret, "");
                    var current = now.getOrDefault(secret, "");
                    if (!before.isEmpty() && !current.isEmpty() && !current.equals(before)) {
                        rotated.put(name, before);
                    }
                });
        return rotated;
    }

    /**
     * Refuses to send secrets that the caller has not entered to another address, or under another name, than they were
     * entered for. Earlier secrets are sent nowhere.
     */
    public void requireSecrets(Map<String, String> was, Map<String, String> now, Map<String, String> entered) {
        boolean moved = now.entrySet().stream()
                        .anyMatch(one -> binds(one.getKey()) && !one.getValue().equals(was.get(one.getKey())))
                || was.keySet().stream().anyMatch(name -> binds(name) && !now.containsKey(name));
        var checks = new FieldChecks();
        now.keySet().stream()
                .sorted()
                .filter(name -> moved && isSecret(name) && !name.endsWith(PREVIOUS))
                .filter(name -> entered.getOrDefault(name, "").equals(HIDDEN))
                .forEach(name -> checks.require(false, "settings." + name, ProviderProblem.SECRET_WANTED_AGAIN));
        checks.refuseAs(ProviderProblem.SETTINGS_INVALID);
    }

    /** Refuses addresses that are not admitted; a host without a scheme is looked at as one of the web. */
    public void requireAddresses(Map<String, String> settings, Predicate<URI> admitted) {
        var checks = new FieldChecks();
        fields.orElse(List.of()).stream()
                .filter(field -> field.use() == SettingField.Use.ADDRESS)
                .map(SettingField::name)
                .filter(name -> !isAdmitted(settings.getOrDefault(name, ""), admitted))
                .forEach(name -> checks.require(false, "settings." + name, ProviderProblem.ADDRESS_NOT_PUBLIC));
        checks.refuseAs(ProviderProblem.SETTINGS_INVALID);
    }

    /** The settings by name, with the secrets marked that differ from those before. */
    public SortedMap<String, String> shown(Map<String, String> settings, Map<String, String> before) {
        var shown = new TreeMap<String, String>();
        settings.forEach((name, value) -> {
            boolean same = value.equals(before.getOrDefault(name, ""));
            var told = isSecret(name) ? (same ? HIDDEN : REPLACED) : value;
            shown.put("settings." + name, told.substring(0, Math.min(SHOWN, told.length())));
        });
        return shown;
    }

    private static boolean isAdmitted(String address, Predicate<URI> admitted) {
        try {
            return address.isEmpty()
                    || admitted.test(new URI(address.contains("://") ? address : "https://" + address));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private boolean binds(String name) {
        return fields.map(all -> all.stream()
                        .anyMatch(field ->
                                field.name().equals(name) && !field.secret() && field.use() != SettingField.Use.VALUE))
                .orElse(true);
    }

    private boolean isSecret(String name) {
        return fields.map(all -> all.stream().noneMatch(field -> field.name().equals(name) && !field.secret()))
                .orElse(true);
    }
}
