package org.schoolcrm.itests.rules;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one file says in Russian and in English, by key. */
record Translations(Map<String, String> russian, Map<String, String> english) {

    private static final Pattern LANGUAGE = Pattern.compile("\\n  (ru|en): \\{\\n(.*?)\\n  },", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("(?:'((?:[^'\\\\]|\\\\.)*)'|([\\w$]+)):\\s*'((?:[^'\\\\]|\\\\.)*)',?");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d+");
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    /** The two halves of a screen's words: {@code ru: {'key': 'text', …}, en: {…}}. */
    static Translations ofScreen(String script) {
        var halves = LANGUAGE.matcher(script)
                .results()
                .collect(Collectors.toMap(half -> half.group(1), half -> entries(half.group(2))));
        return new Translations(halves.getOrDefault("ru", Map.of()), halves.getOrDefault("en", Map.of()));
    }

    static Translations ofProperties(String russian, String english) {
        return new Translations(properties(russian), properties(english));
    }

    static boolean isScreen(String script) {
        return LANGUAGE.matcher(script).find();
    }

    /** Whatever a reader of one language would miss. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        var keys = new TreeSet<>(russian.keySet());
        keys.addAll(english.keySet());
        for (var key : keys) {
            var words = russian.getOrDefault(key, "");
            var translated = english.getOrDefault(key, "");
            if (words.isBlank() || translated.isBlank()) {
                faults.add(key + " is missing or empty");
            } else if (!arguments(words).equals(arguments(translated))) {
                faults.add(key + " shows different arguments");
            }
        }
        return faults;
    }

    /** Keys with an apostrophe that stands alone: {@link java.text.MessageFormat} would swallow it and the arguments. */
    List<String> loneApostrophes() {
        return List.of(russian, english).stream()
                .flatMap(half -> half.entrySet().stream())
                .filter(entry -> LONE_APOSTROPHE.matcher(entry.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static TreeSet<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> entries(String half) {
        var found = new LinkedHashMap<String, String>();
        ENTRY.matcher(half).results().forEach(entry -> {
            var key = entry.group(1) == null ? entry.group(2) : entry.group(1);
            if (found.put(key, entry.group(3)) != null) {
                throw new IllegalArgumentException(key + " stands there twice");
            }
        });
        var rest = ENTRY.matcher(half).replaceAll("").strip();
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("Not a key with a text: " + rest);
        }
        return found;
    }

    private static Map<String, String> properties(String text) {
        var properties = new Properties();
        try (var reader = new StringReader(text)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var found = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(key -> found.put(key, properties.getProperty(key)));
        return found;
    }
}
