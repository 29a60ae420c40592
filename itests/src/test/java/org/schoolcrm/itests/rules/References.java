package org.schoolcrm.itests.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What there is to cite: codes, decisions, documents with numbered sections, files and types. */
final class References {

    private static final Pattern CODE = Pattern.compile("(?<![\\w&#/.+])[A-Z]\\d{1,4}(?:\\.\\d+)?(?!\\w)");
    private static final Pattern DECISION =
            Pattern.compile("\\bADRs? (\\d+(?:(?:, | and | to )\\d+)*)|\\badr/(\\d{4})\\b");
    private static final Pattern DOCUMENT = Pattern.compile("(?<![\\w/.:-])((?:[\\w.-]+/)*[\\w.-]+\\.md)\\b"
            + "(?:\\)?(?:,? sections?)? (\\d+(?:\\.\\d+)*(?:(?:, | and | to )\\d+(?:\\.\\d+)*)*)"
            + "(?:, rules? (\\d+(?:(?:, | and | to )\\d+)*))?)?");
    private static final Pattern LINK = Pattern.compile("(?<=\\]\\()(?!#|\\w+:)[^)#\\s]+");
    private static final Pattern NAME =
            Pattern.compile("`@?(?:[a-z]\\w*\\.)*([A-Z][a-z]\\w*)((?:\\.\\w+)*)(?:\\([^`]*\\))?`");

    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\| ([RAIDHV]\\d+) \\|");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) (\\d+(?:\\.\\d+)*)\\.? .*$");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w*)");
    private static final Pattern SCRIPT = Pattern.compile("(V\\d+(?:_\\d+)?)__\\w+\\.sql");

    /** Letters with numbers that are words of others: a database, a collector, a size of paper. */
    private static final Set<String> WORDS = Set.of("H2", "G1", "A4");

    /** Types, options and headers of others that the documents speak of. */
    private static final Set<String> FOREIGN = Set.of(
            "AsyncListener",
            "Authorization",
            "BigDecimal",
            "EntityManagerFactory",
            "ExitOnOutOfMemoryError",
            "JavaJPA",
            "JdbiPlugin",
            "JpaTemplate",
            "LocalDateTime",
            "Nullable",
            "PostgreSQL",
            "SameSite",
            "ServiceUnavailableException",
            "TypeFactory");

    private final Path root;
    private final List<String> defined = new ArrayList<>();
    private final Set<String> scripts = new HashSet<>();
    private final Set<String> decisions = new HashSet<>();
    private final Map<Path, String> documents = new TreeMap<>();
    private final Map<String, String> types = new TreeMap<>();

    References(Path root) {
        this.root = root;
        files(root).forEach(this::add);
    }

    /** Every file of the tree that says something to people; what builds have made is left out. */
    static List<Path> files(Path root) {
        var made = Pattern.compile("(?:^|.*/)(?:target|\\.\\w[^/]*)/.*");
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Prose.isIn(file.getFileName().toString()))
                    .filter(file ->
                            !made.matcher(root.relativize(file).toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every code as often as it is defined. */
    List<String> defined() {
        return List.copyOf(defined);
    }

    /** What the text cites although it is not there, each with file and line. */
    List<String> missing(Path file, String text) {
        var prose = Prose.of(file.getFileName().toString(), text);
        boolean isDocument = file.toString().endsWith(".md");
        var missing = new ArrayList<String>();
        look(file, isDocument ? Prose.blanked(INLINE_CODE, prose) : prose, CODE, this::hasCode, missing);
        look(file, prose, DECISION, this::hasDecisions, missing);
        look(file, prose, DOCUMENT, cited -> hasDocument(file, cited), missing);
        if (isDocument) {
            look(file, prose, LINK, link -> Files.exists(file.resolveSibling(link.group())), missing);
        }
        if (isDocument && namesTypes(file)) {
            look(file, prose, NAME, this::hasType, missing);
        }
        return missing;
    }

    private void look(Path file, String prose, Pattern what, Predicate<MatchResult> isThere, List<String> missing) {
        what.matcher(prose)
                .results()
                .filter(isThere.negate())
                .forEach(one -> missing.add(
                        "%s:%d %s".formatted(root.relativize(file), Prose.line(prose, one.start()), one.group())));
    }

    private boolean hasCode(MatchResult cited) {
        var code = cited.group();
        return defined.contains(code) || scripts.contains(code) || WORDS.contains(code);
    }

    private boolean hasDecisions(MatchResult cited) {
        return numbers(cited.group(1) == null ? cited.group(2) : cited.group(1)).allMatch(decisions::contains);
    }

    /** By its path, from here or from the root, or by its name alone; with the sections and their rules that are cited. */
    private boolean hasDocument(Path file, MatchResult cited) {
        var name = cited.group(1);
        var paths = List.of(file.resolveSibling(name).normalize(), root.resolve(name));
        return documents.entrySet().stream()
                .filter(one -> name.contains("/")
                        ? paths.contains(one.getKey())
                        : one.getKey().endsWith(name))
                .anyMatch(one -> numbers(cited.group(2))
                        .allMatch(section -> hasSection(one.getValue(), section, cited.group(3))));
    }

    private static boolean hasSection(String document, String number, @Nullable String rules) {
        return HEADING.matcher(document)
                .results()
                .filter(heading -> heading.group(2).equals(number))
                .map(heading -> section(document.substring(heading.end()), heading.group(1)))
                .anyMatch(section -> numbers(rules)
                        .allMatch(rule -> Pattern.compile("(?m)^" + rule + "\\. ")
                                .matcher(section)
                                .find()));
    }

    /** What follows a heading, up to the next one that is not below it. */
    private static String section(String rest, String marks) {
        var next = Pattern.compile("(?m)^#{1," + marks.length() + "} ").matcher(rest);
        return next.find() ? rest.substring(0, next.start()) : rest;
    }

    private static Stream<String> numbers(@Nullable String list) {
        return list == null ? Stream.empty() : Arrays.stream(list.split(", | and | to ", -1));
    }

    /** Banks have names of their own for fields; tables that tests have written are true by themselves. */
    private boolean namesTypes(Path file) {
        var path = root.relativize(file).toString();
        return !path.startsWith("bundles/") && !path.matches("docs/(acquirers|problems|[a-z-]+-to-tests)\\.md");
    }

    /** A member must at least be a word in the file of its type. */
    private boolean hasType(MatchResult name) {
        var source = types.get(name.group(1));
        return FOREIGN.contains(name.group(1))
                || (source != null
                        && Stream.of(name.group(2).split("\\.", -1))
                                .allMatch(member -> Pattern.compile("\\b" + member + "\\b")
                                        .matcher(source)
                                        .find()));
    }

    private void add(Path file) {
        var name = file.getFileName().toString();
        var path = root.relativize(file).toString();
        var text = read(file);
        if (name.endsWith(".md")) {
            documents.put(file, text);
        }
        if (path.matches("docs/(requirements|reliability|forecast-rules)\\.md")) {
            DEFINITION.matcher(text).results().forEach(row -> defined.add(row.group(1)));
        }
        if (path.matches("docs/adr/\\d{4}-[^/]+")) {
            decisions.add(name.substring(0, 4));
        }
        var script = SCRIPT.matcher(name);
        if (script.matches()) {
            scripts.add(script.group(1).replace('_', '.'));
        }
        if (name.endsWith(".java")) {
            TYPE.matcher(text).results().forEach(type -> types.merge(type.group(1), text, String::concat));
        }
    }
}
