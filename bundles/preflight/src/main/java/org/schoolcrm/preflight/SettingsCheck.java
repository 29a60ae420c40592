package org.schoolcrm.preflight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the files of {@code etc} with what each setting takes. */
final class SettingsCheck {

    private static final String RUNTIME = "org.schoolcrm.runtime.cfg";
    private static final String FEATURES = "org.apache.karaf.features.cfg";

    private final List<Rule> rules;
    private final Path etc;
    private final Placeholders placeholders;

    SettingsCheck(List<Rule> rules, Path etc, Placeholders placeholders) {
        this.rules = rules;
        this.etc = etc;
        this.placeholders = placeholders;
    }

    /** The rules that ship: one line a setting. */
    static List<Rule> shipped() {
        try (InputStream lines = SettingsCheck.class.getResourceAsStream("settings.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Rule::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every complaint names the file, the setting, what it found and what it takes. */
    List<String> complaints() {
        var complaints = new ArrayList<String>();
        var byFile = rules.stream().collect(Collectors.groupingBy(Rule::file, TreeMap::new, Collectors.toList()));
        byFile.forEach((file, of) -> {
            if (Files.exists(etc.resolve(file))) {
                check(file, of, complaints);
            }
        });
        boolean keysAreWrong = complaints.stream().anyMatch(complaint -> complaint.contains("'keyring"));
        if (Files.exists(etc.resolve(RUNTIME)) && !keysAreWrong && hasNoKey()) {
            complaints.add("etc/%s: there is no key for the secrets in the database. Set CRM_KEYRING as this file says,"
                            .formatted(RUNTIME)
                    + " or for a demo CRM_KEYRING_CREATE=true.");
        }
        if (callsOwnNetwork() && !isDemo()) {
            complaints.add(("etc/%s: 'outside.private' is true, which lets users have this node call its own network:"
                            + " it is for installations with the feature crm-demo only.")
                    .formatted(RUNTIME));
        }
        return complaints;
    }

    private boolean callsOwnNetwork() {
        return Files.exists(etc.resolve(RUNTIME))
                && value(read(RUNTIME), "outside.private").equals("true");
    }

    private boolean isDemo() {
        return !Files.exists(etc.resolve(FEATURES)) || bootFeatures().contains("crm-demo");
    }

    /** What the node starts with, as Karaf reads it. */
    String bootFeatures() {
        return value(read(FEATURES), "featuresBoot");
    }

    private boolean hasNoKey() {
        var settings = read(RUNTIME);
        return value(settings, "keyring").isEmpty()
                && !value(settings, "keyring.create").equals("true")
                && !Files.exists(etc.resolve(value(settings, "keyring.file")));
    }

    private String value(Map<String, String> settings, String setting) {
        return placeholders.resolve(settings.getOrDefault(setting, "")).strip();
    }

    private void check(String file, List<Rule> of, List<String> complaints) {
        var found = read(file);
        var known = of.stream().collect(Collectors.toMap(Rule::setting, rule -> rule));
        known.forEach((setting, rule) -> {
            if (found.containsKey(setting)) {
                var value = value(found, setting);
                if (!rule.takes(value)) {
                    complaints.add(complaint(rule, found.get(setting), value));
                }
            } else if (rule.required()) {
                complaints.add("etc/%s: '%s' is missing, but takes %s.".formatted(file, setting, rule.wanted()));
            }
        });
        found.keySet()
                .forEach(setting -> placeholders
                        .unresolved(value(found, setting))
                        .ifPresent(why -> complaints.add("etc/%s: '%s': %s.".formatted(file, setting, why))));
        if (file.startsWith("org.schoolcrm.")) {
            found.keySet().stream()
                    .filter(setting -> !known.containsKey(setting))
                    .forEach(setting -> complaints.add("etc/%s: there is no setting '%s'. Known are: %s."
                            .formatted(file, setting, String.join(", ", new TreeMap<>(known).keySet()))));
        }
    }

    private static String complaint(Rule rule, String written, String value) {
        var origin = written.strip().equals(value) ? "" : " (from %s)".formatted(written.strip());
        return "etc/%s: '%s' is %s%s, but takes %s."
                .formatted(rule.file(), rule.setting(), rule.shown(value), origin, rule.wanted());
    }

    private Map<String, String> read(String file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(etc.resolve(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var text = new TreeMap<String, String>();
        properties.forEach((key, value) -> text.put(String.valueOf(key), String.valueOf(value)));
        return text;
    }
}
