package org.schoolcrm.mailing.core.template;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with tags. One pass from left to right: values are never looked at again, and whatever is no tag stays as it
 * is, braces included (channels.md 5.2).
 */
public record TagText(String text) {

    static final Pattern TAG = Pattern.compile("\\{([a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){1,3})\\}");

    /** How a value is written; the position is where its tag begins, and ascends. */
    @FunctionalInterface
    interface Writing {

        String write(TagValue value, int position);
    }

    /** The names of all tags, in order of appearance. */
    public Set<String> tags() {
        var names = new LinkedHashSet<String>();
        TAG.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** Every tag must have a value: a literal tag never leaves the house. */
    String fill(Map<String, String> values, Writing writing) {
        return TAG.matcher(text).replaceAll(found -> {
            var value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("Nothing to put for {" + found.group(1) + "}");
            }
            return Matcher.quoteReplacement(writing.write(new TagValue(value), found.start()));
        });
    }
}
