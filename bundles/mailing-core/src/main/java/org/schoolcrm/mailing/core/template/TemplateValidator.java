package org.schoolcrm.mailing.core.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.channel.spi.Segments;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Tag;
import org.schoolcrm.mailing.api.Tag.Scope;
import org.schoolcrm.mailing.api.TemplateRemark;
import org.schoolcrm.mailing.api.TemplateRemark.Kind;

/** Finds what is wrong with a template before it is used: misspelt tags, tags that do not combine, costly lengths. */
final class TemplateValidator {

    /** A placeholder of programmers; the dollar is text here. */
    private static final Pattern DOLLAR_BEFORE = Pattern.compile("\\$" + TagText.TAG.pattern());

    private static final int SMS_SOFT = 3;
    private static final int SMS_MOST = 1000;
    private static final int TELEGRAM_MOST = 4096;
    private static final int EMAIL_MOST = 100_000;
    private static final int NEAR = 4;

    private final TagRegistry registry;
    private final List<TemplateRemark> remarks = new ArrayList<>();

    private TemplateValidator(TagRegistry registry) {
        this.registry = registry;
    }

    static List<TemplateRemark> examine(TagRegistry registry, DeliveryMethod method, String subject, String body) {
        var validator = new TemplateValidator(registry);
        validator.tags("subject", subject, false);
        boolean markup = method == DeliveryMethod.EMAIL && HtmlCursor.isHtml(body);
        validator.tags("body", body, markup);
        if (markup) {
            UnsafeMarkup.find(body, (kind, found) -> validator.remark(kind, "body", found));
        }
        validator.scopes(subject + body);
        validator.link(body);
        validator.length(method, body);
        return validator.remarks;
    }

    private void tags(String field, String text, boolean markup) {
        var cursor = new HtmlCursor(text);
        TagText.TAG.matcher(text).results().forEach(found -> {
            if (registry.find(found.group(1)).isEmpty()) {
                unknown(field, found.group(1));
            } else if (markup
                    && cursor.at(found.start()) == HtmlCursor.Place.MARKUP
                    && !cursor.isAddress(found.start())) {
                remark(Kind.TAG_IN_MARKUP, field, found.group());
            }
        });
        MisspeltTags.find(text).stream()
                .filter(found -> !isStyle(text, found.position()))
                .forEach(found -> {
                    var meant = nearest(
                            found.name().strip().toLowerCase(Locale.ROOT).replace(" ", ""));
                    remark(Kind.LOOKS_LIKE_TAG, field, found.written(), meant.orElse("{customer.name}"));
                });
        DOLLAR_BEFORE
                .matcher(text)
                .results()
                .filter(found -> registry.find(found.group(1)).isPresent())
                .forEach(found -> remark(Kind.DOLLAR_STAYS, field, found.group(), "{" + found.group(1) + "}"));
    }

    private void unknown(String field, String name) {
        var meant = nearest(name);
        if (meant.isPresent()) {
            remark(Kind.UNKNOWN_TAG, field, "{" + name + "}", meant.get());
        } else {
            remark(Kind.UNKNOWN_TAG, field, "{" + name + "}");
        }
    }

    /** A rule of a style sheet, {@code p {color: red}}, has a colon or stands inside of a style element. */
    private static boolean isStyle(String text, int position) {
        var before = text.substring(0, position).toLowerCase(Locale.ROOT);
        return before.lastIndexOf("<style") > before.lastIndexOf("</style");
    }

    private void scopes(String text) {
        var tags = new TagText(text).tags();
        var ofOne = first(tags.stream().toList(), Scope.INVOICE);
        var ofAll = first(tags.stream().toList(), Scope.ALL_INVOICES);
        if (ofOne.isPresent() && ofAll.isPresent()) {
            remark(Kind.MIXED_SCOPE, "body", ofOne.get(), ofAll.get());
        }
    }

    private Optional<String> first(List<String> tags, Scope scope) {
        return tags.stream()
                .filter(tag ->
                        registry.find(tag).map(Tag::scope).filter(scope::equals).isPresent())
                .map(tag -> "{" + tag + "}")
                .findFirst();
    }

    private void link(String body) {
        boolean linked = new TagText(body)
                .tags().stream()
                        .filter(tag -> tag.contains("bill"))
                        .anyMatch(tag -> tag.endsWith("url") || tag.endsWith(".bills"));
        if (!linked) {
            remark(Kind.NO_LINK, "body");
        }
    }

    private void length(DeliveryMethod method, String body) {
        int most = switch (method) {
            case EMAIL -> EMAIL_MOST;
            case SMS -> SMS_MOST;
            case TELEGRAM -> TELEGRAM_MOST;
        };
        if (body.length() > most) {
            remark(Kind.TOO_LONG, "body", most);
        }
        if (method == DeliveryMethod.SMS) {
            var segments = Segments.of(withExamples(body));
            if (segments.count() > SMS_SOFT) {
                remark(Kind.SEGMENTS, "body", segments.count());
            }
        }
    }

    private String withExamples(String body) {
        return TagText.TAG
                .matcher(body)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        registry.find(found.group(1)).map(Tag::example).orElse("")));
    }

    private Optional<String> nearest(String name) {
        return registry.spellings().keySet().stream()
                .min(Comparator.comparingInt((String known) -> distance(known, name))
                        .thenComparing(known -> known))
                .filter(known -> distance(known, name) <= NEAR)
                .map(known -> "{" + known + "}");
    }

    /** The Levenshtein distance of two names. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int swap = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private void remark(Kind kind, String field, Object... arguments) {
        var remark = new TemplateRemark(kind, field, List.of(arguments));
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }
}
