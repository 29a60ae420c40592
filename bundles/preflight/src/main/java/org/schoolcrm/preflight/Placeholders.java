package org.schoolcrm.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind {@code $[env:NAME;default=…]}, {@code ${env:NAME:-…}}, {@code $[secret:file]}, {@code ${property}}. */
final class Placeholders {

    private static final Pattern LATE = Pattern.compile("\\$\\[(env|secret|prop):([^;\\]]+)(?:;default=([^\\]]*))?\\]");
    private static final Pattern EARLY = Pattern.compile("\\$\\{([^${}]+)\\}");

    private final Map<String, String> environment;
    private final Map<String, String> properties;
    private final Path secrets;

    Placeholders(Map<String, String> environment, Map<String, String> properties, Path secrets) {
        this.environment = environment;
        this.properties = properties;
        this.secrets = secrets;
    }

    /** A placeholder that leads nowhere is left as it stands. */
    String resolve(String text) {
        var before = text;
        var after = EARLY.matcher(before).replaceAll(found -> Matcher.quoteReplacement(early(found.group(1), found)));
        while (!after.equals(before)) {
            before = after;
            after = EARLY.matcher(before).replaceAll(found -> Matcher.quoteReplacement(early(found.group(1), found)));
        }
        return LATE.matcher(after)
                .replaceAll(found -> Matcher.quoteReplacement(late(found.group(1), found.group(2))
                        .or(() -> Optional.ofNullable(found.group(3)))
                        .orElse(found.group())));
    }

    /** Of a resolved text: what is wrong with the first placeholder that still stands in it. */
    Optional<String> unresolved(String resolved) {
        return LATE.matcher(resolved)
                .results()
                .findFirst()
                .map(found -> found.group(1).equals("secret")
                        ? "there is no file '%s' in the folder of secrets, %s".formatted(found.group(2), secrets)
                        : "nothing is set for '%s'".formatted(found.group(2)));
    }

    private String early(String inside, java.util.regex.MatchResult found) {
        int colon = inside.indexOf(":-");
        var name = colon < 0 ? inside : inside.substring(0, colon);
        var value = name.startsWith("env:") ? environment.get(name.substring(4)) : properties.get(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        return colon < 0 ? found.group() : inside.substring(colon + 2);
    }

    private Optional<String> late(String source, String name) {
        if (source.equals("secret")) {
            return secret(name);
        }
        return Optional.ofNullable(source.equals("env") ? environment.get(name) : properties.get(name));
    }

    private Optional<String> secret(String name) {
        try {
            return Optional.of(Files.readString(secrets.resolve(name)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
