package org.schoolcrm.channel.whatsapp.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.spi.TemplateText;

/**
 * A template of ours as Meta wants it: each tag a number, in order; the link of the invoice a button, at which the text
 * only points.
 *
 * @param text with numbers, such as <code>{{1}}</code>
 * @param tags what the numbers stand for
 */
record CloudTemplate(String text, List<String> tags, boolean hasButton) {

    private static final Pattern TAG = Pattern.compile("\\{([a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){1,3})}");
    private static final Pattern LINK_OF_INVOICE = Pattern.compile("bill\\.(\\w+_)?url");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern LINE_BREAKS = Pattern.compile("\\R");
    private static final Pattern LINK_OR_MARK = Pattern.compile("https?://\\S+|([*_~`])");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\d+)}}");

    CloudTemplate {
        tags = List.copyOf(tags);
    }

    /**
     * Read from the words of a person.
     *
     * @param pointer what stands for the link in the text
     */
    static CloudTemplate of(TemplateText template, String pointer) {
        var tags = new ArrayList<String>();
        boolean hasButton = false;
        var text = new StringBuilder();
        var found = TAG.matcher(SmsText.clean(template.body()).strip());
        while (found.find()) {
            var tag = found.group(1);
            boolean pointsAtButton = LINK_OF_INVOICE.matcher(tag).matches();
            boolean isOnlyLink = tag.equals("bill.url");
            if (!isOnlyLink) {
                tags.add(tag);
            }
            var number = isOnlyLink ? "" : "{{" + tags.size() + "}}";
            var written = pointsAtButton ? (number + " " + pointer).strip() : number;
            found.appendReplacement(text, Matcher.quoteReplacement(written));
            hasButton |= pointsAtButton;
        }
        return new CloudTemplate(found.appendTail(text).toString(), tags, hasButton);
    }

    /** Why Meta would refuse it, if it would. */
    Optional<String> objection() {
        var words = PLACE.matcher(text).replaceAll("");
        if (words.indexOf('{') >= 0 || words.indexOf('}') >= 0) {
            return Optional.of("braces stand where no tag is");
        }
        if (text.startsWith("{{") || text.endsWith("}}")) {
            return Optional.of("a tag may stand neither first nor last");
        }
        return length(text) > CloudProfile.LONGEST_TEMPLATE
                ? Optional.of("the text has more than " + CloudProfile.LONGEST_TEMPLATE + " characters")
                : Optional.empty();
    }

    /** One for each number; empty where a tag has no value. */
    List<String> parameters(Map<String, String> values) {
        return tags.stream()
                .map(tag -> {
                    var value = values.getOrDefault(tag, "");
                    boolean isOnButton = LINK_OF_INVOICE.matcher(tag).matches();
                    return parameter(isOnButton ? LINK.matcher(value).replaceAll("") : value);
                })
                .toList();
    }

    /** How long the message is that the recipient reads. */
    int lengthWith(List<String> parameters) {
        return length(PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(parameters.get(Integer.parseInt(place.group(1)) - 1))));
    }

    /** On one line, without tabs and wide gaps, and with no mark that would set the words after it in bold. */
    private static String parameter(String value) {
        var line = LINE_BREAKS
                .splitAsStream(value)
                .map(part -> SmsText.clean(part).replaceAll(" {4,}", " ").strip())
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        return LINK_OR_MARK
                .matcher(line)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) == null ? found.group() : found.group() + "\u2060"));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
