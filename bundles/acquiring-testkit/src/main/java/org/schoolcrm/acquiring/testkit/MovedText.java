package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.provider.api.RawWebhook;

/**
 * Every message that a forger can make of a genuine one without a key where a signature joins values without separators
 * or is made over decoded text: text moves between neighbouring fields, fields swallow others or come out of a value.
 */
final class MovedText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEW = 3;

    private MovedText() {}

    private record Field(String name, String value) {}

    static Stream<RawWebhook> all(RawWebhook genuine) {
        boolean inQuery = genuine.method().equals("GET");
        var text = inQuery ? genuine.query() : genuine.text();
        var texts = text.startsWith("{") ? ofDocument(text) : ofForm(text);
        return texts.stream().filter(moved -> !moved.equals(text)).distinct().map(moved -> with(genuine, moved));
    }

    private static RawWebhook with(RawWebhook genuine, String text) {
        boolean inQuery = genuine.method().equals("GET");
        return new RawWebhook(
                genuine.method(),
                genuine.type(),
                inQuery ? text : genuine.query(),
                genuine.headers(),
                inQuery ? genuine.body() : text.getBytes(StandardCharsets.UTF_8),
                genuine.remoteAddress(),
                genuine.receivedAt());
    }

    /** The same message without one of its headers, which nobody can force a sender to send. */
    static Stream<RawWebhook> withoutAHeader(RawWebhook genuine) {
        return genuine.headers().keySet().stream().map(name -> {
            var headers = new HashMap<>(genuine.headers());
            headers.remove(name);
            return new RawWebhook(
                    genuine.method(),
                    genuine.type(),
                    genuine.query(),
                    headers,
                    genuine.body(),
                    genuine.remoteAddress(),
                    genuine.receivedAt());
        });
    }

    private static List<String> ofDocument(String text) {
        try {
            var root = (ObjectNode) JSON.readTree(text);
            var fields = root.properties().stream()
                    .filter(field -> field.getValue().isValueNode())
                    .map(field -> new Field(field.getKey(), field.getValue().asText()))
                    .toList();
            return neighbours(fields).stream()
                    .map(moved -> document(root, fields, moved))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String document(ObjectNode genuine, List<Field> before, List<Field> moved) {
        var root = genuine.deepCopy();
        before.forEach(field -> root.remove(field.name()));
        moved.forEach(field -> root.set(field.name(), typed(genuine.get(field.name()), field.value())));
        return root.toString();
    }

    private static JsonNode typed(JsonNode genuine, String value) {
        if (genuine.asText().equals(value)) {
            return genuine;
        }
        return genuine.isNumber() && value.matches("0|[1-9]\\d{0,17}")
                ? LongNode.valueOf(Long.parseLong(value))
                : TextNode.valueOf(value);
    }

    private static List<String> ofForm(String text) {
        var fields = Stream.of(text.split("&", -1)).map(MovedText::field).toList();
        var moved = new ArrayList<>(neighbours(fields));
        moved.addAll(swallowed(fields));
        for (int i = 0; i < fields.size(); i++) {
            for (var released : released(fields, i)) {
                moved.add(released);
                moved.addAll(swallowed(released));
            }
        }
        return moved.stream().map(MovedText::form).toList();
    }

    private static Field field(String part) {
        int equals = part.indexOf('=');
        return equals < 0
                ? new Field(decoded(part), "")
                : new Field(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
    }

    private static String form(List<Field> fields) {
        return fields.stream()
                .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                .collect(Collectors.joining("&"));
    }

    /** Signatures take the fields as they come or by their names. */
    private static List<List<Field>> neighbours(List<Field> fields) {
        var moved = new ArrayList<List<Field>>();
        var sorted = fields.stream().sorted(Comparator.comparing(Field::name)).toList();
        for (var order : List.of(fields, sorted)) {
            for (int i = 0; i + 1 < order.size(); i++) {
                addMoves(moved, fields, order.get(i), order.get(i + 1));
            }
        }
        return moved;
    }

    private static void addMoves(List<List<Field>> moved, List<Field> fields, Field left, Field right) {
        var joined = left.value() + right.value();
        int border = left.value().length();
        for (int at = Math.max(0, border - FEW); at <= Math.min(joined.length(), border + FEW); at++) {
            var first = new Field(left.name(), joined.substring(0, at));
            var second = new Field(right.name(), joined.substring(at));
            moved.add(replaced(replaced(fields, left, List.of(first)), right, List.of(second)));
        }
        moved.add(replaced(replaced(fields, left, List.of()), right, List.of(new Field(right.name(), joined))));
        moved.add(replaced(replaced(fields, left, List.of(new Field(left.name(), joined))), right, List.of()));
    }

    /** A field becomes a part of the value before it, or of the name after it. */
    private static List<List<Field>> swallowed(List<Field> fields) {
        var moved = new ArrayList<List<Field>>();
        for (int i = 0; i + 1 < fields.size(); i++) {
            var left = fields.get(i);
            var right = fields.get(i + 1);
            for (var marks : List.of("&=", ";;")) {
                var value = left.value() + marks.charAt(0) + right.name() + marks.charAt(1) + right.value();
                moved.add(replaced(replaced(fields, left, List.of(new Field(left.name(), value))), right, List.of()));
                var name = left.name() + marks.charAt(1) + left.value() + marks.charAt(0) + right.name();
                moved.add(replaced(replaced(fields, left, List.of()), right, List.of(new Field(name, right.value()))));
            }
        }
        return moved;
    }

    /** Fields that a payer wrote into a value come out of it. */
    private static List<List<Field>> released(List<Field> fields, int number) {
        var field = fields.get(number);
        var parts = List.of(field.value().split("&", -1));
        if (parts.size() > 1) {
            var found = new ArrayList<Field>();
            found.add(new Field(field.name(), parts.get(0)));
            parts.stream().skip(1).map(MovedText::field).forEach(found::add);
            return List.of(replaced(fields, field, found));
        }
        var texts = field.value().split(";", -1);
        if (texts.length > 2) {
            return List.of(
                    replaced(fields, field, List.of(new Field(field.name(), texts[0]), new Field(texts[1], texts[2]))));
        }
        return List.of();
    }

    private static List<Field> replaced(List<Field> fields, Field field, List<Field> by) {
        return fields.stream()
                .flatMap(one -> one.equals(field) ? by.stream() : Stream.of(one))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
