package org.schoolcrm.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The features that a node starts with: without this a misspelt one would leave a node that runs and does nothing. */
final class BootFeatures {

    private static final Pattern NAME = Pattern.compile("<feature\\s[^>]*?name=\"([^\"]+)\"");
    private static final String OURS = "crm-";

    private final Path repository;

    /** Of the folder that the archive brings its bundles in. */
    BootFeatures(Path repository) {
        this.repository = repository;
    }

    /**
     * One line for each of our features that does not exist; other ones may come from repositories that an operator has
     * added. As Karaf reads it: names, between commas and in parentheses.
     */
    List<String> complaints(String boot) {
        var known = known();
        return Arrays.stream(boot.split("[(),\\s]+"))
                .filter(word -> word.startsWith(OURS) && !known.contains(word.replaceAll("/.*", "")))
                .map(word -> "There is no feature '%s' (CRM_FEATURES). Known are: %s."
                        .formatted(
                                word,
                                known.stream()
                                        .filter(name -> name.startsWith(OURS))
                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    private SortedSet<String> known() {
        try (var files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith("-features.xml"))
                    .flatMap(file -> NAME.matcher(text(file)).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
