package org.schoolcrm.mailing.core.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.mailing.api.Tag;
import org.schoolcrm.mailing.api.Tag.Scope;
import org.schoolcrm.mailing.spi.TagSource;

/** The tags that exist just now, built in or from other bundles. Nothing else is ever replaced in a text. */
public final class TagRegistry {

    private final List<TagSource> sources;

    public TagRegistry(List<TagSource> sources) {
        this.sources = sources;
    }

    List<Tag> tags() {
        var tags = new ArrayList<>(BuiltInTags.all());
        sources.forEach(source -> tags.addAll(source.tags()));
        return tags;
    }

    public Optional<Tag> find(String spelling) {
        return BuiltInTags.find(spelling)
                .or(() -> sources.stream()
                        .flatMap(source -> source.tags().stream())
                        .filter(tag -> tag.name().equals(spelling))
                        .findFirst());
    }

    Map<String, Tag> spellings() {
        var known = new LinkedHashMap<String, Tag>();
        sources.forEach(source -> source.tags().forEach(tag -> known.put(tag.name(), tag)));
        known.putAll(BuiltInTags.bySpelling());
        return known;
    }

    /** Whether a text with these tags makes one message per customer rather than one per invoice (A21). */
    boolean isPerCustomer(Set<String> tags) {
        return tags.stream()
                .anyMatch(tag -> find(tag)
                        .map(Tag::scope)
                        .filter(Scope.ALL_INVOICES::equals)
                        .isPresent());
    }

    /** The values of the tags in one message; a tag without a source just now is a {@link MissingTag}. */
    Map<String, String> values(Set<String> tags, BuiltInTags.Context context) {
        var values = new HashMap<String, String>();
        for (var tag : tags) {
            var builtIn = BuiltInTags.find(tag).isPresent();
            values.put(tag, (builtIn ? BuiltInTags.value(tag, context) : fromSource(tag, context)).marked());
        }
        return values;
    }

    private TagValue fromSource(String tag, BuiltInTags.Context context) {
        return sources.stream()
                .filter(source ->
                        source.tags().stream().anyMatch(one -> one.name().equals(tag)))
                .findFirst()
                .map(source -> TagValue.text(source.value(tag, context.customer())))
                .orElseThrow(() -> new MissingTag(tag));
    }

    /** The bundle that fills a tag is absent. */
    static final class MissingTag extends RuntimeException {

        MissingTag(String tag) {
            super("{" + tag + "}");
        }
    }
}
