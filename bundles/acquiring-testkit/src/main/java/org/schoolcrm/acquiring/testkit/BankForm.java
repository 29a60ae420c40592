package org.schoolcrm.acquiring.testkit;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A form or a query as a simulated bank reads and writes it; a field that is missing is empty. */
public record BankForm(Map<String, String> fields) {

    public static BankForm read(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return new BankForm(fields);
    }

    public static BankForm read(byte[] body) {
        return read(new String(body, StandardCharsets.UTF_8));
    }

    public static String write(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The fields {@code name[key]} by their keys. */
    public Map<String, String> within(String name) {
        var found = new LinkedHashMap<String, String>();
        fields.forEach((field, value) -> {
            if (field.startsWith(name + "[") && field.endsWith("]")) {
                found.put(field.substring(name.length() + 1, field.length() - 1), value);
            }
        });
        return found;
    }

    public String get(String name) {
        return fields.getOrDefault(name, "");
    }
}
