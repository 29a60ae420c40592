package org.schoolcrm.mailing.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What somebody meant as a tag and what would leave as it is: with other letters, blanks or only one brace. */
public final class MisspeltTags {

    private static final Pattern WORDS_IN_BRACES = Pattern.compile("\\{\\s*([\\p{L}][\\p{L}\\p{N}_ .-]{0,60})\\s*\\}");
    private static final Pattern DOTTED_NAME =
            Pattern.compile("\\{\\s*([\\p{L}][\\p{L}\\p{N}_]*(?:\\.[\\p{L}\\p{N}_]+)+)(?:[^{}\\n]{0,60}\\})?");
    private static final Pattern DOUBLED_BRACES = Pattern.compile("\\{(?:\\{\\s*([\\p{L}\\p{N}_. ]{1,60}?)\\s*\\})\\}");

    private MisspeltTags() {}

    /** One of them: as it was written, the name in it, and where it begins. */
    record Found(String written, String name, int position) {}

    /** As they were written, in the order of their kinds. */
    public static List<String> in(String text) {
        return find(text).stream().map(Found::written).distinct().toList();
    }

    static List<Found> find(String text) {
        var found = new ArrayList<Found>();
        collect(found, DOUBLED_BRACES, text);
        collect(found, WORDS_IN_BRACES, text);
        collect(found, DOTTED_NAME, text);
        return found;
    }

    private static void collect(List<Found> found, Pattern pattern, String text) {
        pattern.matcher(text)
                .results()
                .filter(one -> !TagText.TAG.matcher(one.group()).matches())
                .filter(one -> found.stream().noneMatch(earlier -> covers(earlier, one)))
                .forEach(one -> found.add(new Found(one.group(), one.group(1), one.start())));
    }

    private static boolean covers(Found earlier, MatchResult one) {
        int end = earlier.position() + earlier.written().length();
        return one.start() >= earlier.position() && one.start() < end;
    }
}
