package org.schoolcrm.provider.wire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolcrm.provider.api.RawWebhook;

/** The fields of a form or a query, in order; a name may come twice. */
public record FormFields(List<Field> fields) {

    private static final int LIMIT = 500;

    public FormFields {
        fields = List.copyOf(fields);
    }

    /** One field, decoded. */
    public record Field(String name, String value) {}

    /** Of names and values in turn. */
    public static FormFields of(String... namesAndValues) {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new FormFields(fields);
    }

    /** Broken text has no fields. */
    public static FormFields parse(String encoded) {
        var fields = new ArrayList<Field>();
        try {
            for (var part : encoded.split("&", LIMIT)) {
                int equals = part.indexOf('=');
                if (!part.isEmpty()) {
                    fields.add(new Field(
                            decode(equals < 0 ? part : part.substring(0, equals)),
                            equals < 0 ? "" : decode(part.substring(equals + 1))));
                }
            }
        } catch (IllegalArgumentException e) {
            return new FormFields(List.of());
        }
        return new FormFields(fields);
    }

    /** What was sent: the body of a POST, the query of a GET. */
    public static FormFields of(RawWebhook webhook) {
        return parse(webhook.method().equals("GET") ? webhook.query() : webhook.text());
    }

    public FormFields with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new FormFields(more);
    }

    /** The value of a name that comes exactly once: who sends it twice wants it to be read in two ways. */
    public Optional<String> get(String name) {
        var found = fields.stream().filter(field -> field.name().equals(name)).toList();
        return found.size() == 1 ? Optional.of(found.get(0).value()) : Optional.empty();
    }

    /** The same whatever the case of the name. */
    public Optional<String> getAnyCase(String name) {
        var found = fields.stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0).value()) : Optional.empty();
    }

    public String getOr(String name, String otherwise) {
        return get(name).orElse(otherwise);
    }

    public boolean hasTwice() {
        return fields.stream().map(Field::name).distinct().count() != fields.size();
    }

    public String encode() {
        return fields.stream()
                .map(field -> encode(field.name()) + "=" + encode(field.value()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
