package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The message templates of one WhatsApp Business account and the states of their review. */
final class WhatsAppTemplates {

    private static final int LONGEST = 1_024;
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\d+)}}");

    private final Map<String, ObjectNode> templates = new LinkedHashMap<>();
    private long last = 572_279_198_452_420L;

    synchronized ProviderAnswer create(JsonNode wanted, String status) {
        var name = wanted.path("name").asText();
        var language = wanted.path("language").asText();
        var category = wanted.path("category").asText();
        var body = component(wanted, "BODY").path("text").asText();
        if (!name.matches("[a-z0-9_]{1,512}")) {
            return MetaErrors.of(400, 100, "name: only lower case letters, digits and underscores");
        }
        if (language.isEmpty()
                || !List.of("UTILITY", "MARKETING", "AUTHENTICATION").contains(category)) {
            return MetaErrors.of(400, 100, "language and category are required");
        }
        var problem = problem(body, component(wanted, "BODY"));
        if (problem.isPresent()) {
            return MetaErrors.of(400, 100, problem.get());
        }
        if (templates.containsKey(key(name, language))) {
            return MetaErrors.of(400, 100, "There is already content in this language for this template");
        }
        var template = Json.object(
                "name", name,
                "language", language,
                "category", category,
                "status", status,
                "rejected_reason", "NONE",
                "components", wanted.path("components"),
                "id", String.valueOf(++last));
        templates.put(key(name, language), template);
        return ProviderAnswer.json(
                200, Json.object("id", template.path("id").asText(), "status", status, "category", category));
    }

    synchronized boolean isPending(String name, String language) {
        return find(name, language)
                .filter(template -> template.path("status").asText().equals("PENDING"))
                .isPresent();
    }

    /** Ends or changes a review; nothing if there is no such template. */
    synchronized Optional<ObjectNode> decide(String name, String language, String status, @Nullable String reason) {
        var template = find(name, language);
        template.ifPresent(one -> {
            one.put("status", status);
            one.put("rejected_reason", reason == null ? "NONE" : reason);
        });
        return template;
    }

    synchronized List<Map<String, String>> shown() {
        return templates.values().stream()
                .map(template -> Map.of(
                        "name", template.path("name").asText(),
                        "language", template.path("language").asText(),
                        "status", template.path("status").asText(),
                        "text", component(template, "BODY").path("text").asText()))
                .toList();
    }

    private static Optional<String> problem(String body, JsonNode component) {
        if (body.isEmpty() || body.length() > LONGEST) {
            return Optional.of("Body text must have from 1 to " + LONGEST + " characters");
        }
        if (body.strip().matches("(?s)\\{\\{\\d+}}.*|.*\\{\\{\\d+}}")) {
            return Optional.of("Variables can't be at the start or end of the template");
        }
        int variables = variables(body);
        var examples = component.path("example").path("body_text").path(0);
        for (int i = 1; i <= variables; i++) {
            if (!body.contains("{{" + i + "}}")) {
                return Optional.of("Variables must be numbered from 1 without gaps");
            }
        }
        return variables > 0 && examples.size() != variables
                ? Optional.of("Message template \"components\" param is missing expected field(s): example")
                : Optional.empty();
    }

    synchronized ProviderAnswer list(String name) {
        var found = templates.values().stream()
                .filter(template ->
                        name.isEmpty() || template.path("name").asText().equals(name))
                .map(ObjectNode::deepCopy)
                .toArray();
        return ProviderAnswer.json(200, Json.object("data", Json.array(found), "paging", Json.object()));
    }

    synchronized ProviderAnswer delete(String name) {
        boolean found = templates
                .values()
                .removeIf(template -> template.path("name").asText().equals(name));
        return found ? ProviderAnswer.json(200, Json.object("success", true)) : MetaErrors.of(404, 100, "No template");
    }

    synchronized Optional<ObjectNode> find(String name, String language) {
        return Optional.ofNullable(templates.get(key(name, language)));
    }

    /** The text with its parameters, or why the template cannot be sent so. */
    synchronized Rendered render(JsonNode wanted) {
        var found = find(
                wanted.path("name").asText(),
                wanted.path("language").path("code").asText());
        var status = found.map(template -> template.path("status").asText()).orElse("MISSING");
        switch (status) {
            case "APPROVED" -> {}
            case "PAUSED" -> {
                return Rendered.refused(132015);
            }
            case "DISABLED" -> {
                return Rendered.refused(132016);
            }
            default -> {
                return Rendered.refused(132001);
            }
        }
        var template = found.orElseThrow();
        var text = component(template, "BODY").path("text").asText();
        var parameters = component(wanted, "body").path("parameters");
        if (parameters.size() != variables(text)) {
            return Rendered.refused(132000);
        }
        for (int i = 0; i < parameters.size(); i++) {
            var value = parameters.path(i).path("text").asText();
            if (!parameters.path(i).path("type").asText().equals("text") || value.isEmpty()) {
                return Rendered.refused(132012);
            }
            if (value.matches("(?s).*(?:[\\n\\r\\t]| {5}).*")) {
                return Rendered.refused(100);
            }
            text = text.replace("{{" + (i + 1) + "}}", value);
        }
        return text.length() > LONGEST ? Rendered.refused(132005) : new Rendered(0, text, buttons(template, wanted));
    }

    private static List<Content.Button> buttons(JsonNode template, JsonNode wanted) {
        var url = component(template, "BUTTONS").path("buttons").path(0);
        if (url.isMissingNode()) {
            return List.of();
        }
        var suffix = component(wanted, "button")
                .path("parameters")
                .path(0)
                .path("text")
                .asText();
        var address = VARIABLE.matcher(url.path("url").asText()).replaceAll(Matcher.quoteReplacement(suffix));
        return List.of(new Content.Button(url.path("text").asText(), address));
    }

    /** What the recipient sees, or the error that Meta answers. */
    record Rendered(int error, String text, List<Content.Button> buttons) {

        static Rendered refused(int error) {
            return new Rendered(error, "", List.of());
        }
    }

    private static JsonNode component(JsonNode template, String type) {
        for (var component : template.path("components")) {
            if (component.path("type").asText().equalsIgnoreCase(type)) {
                return component;
            }
        }
        return Json.object().path(type);
    }

    private static int variables(String text) {
        return (int) VARIABLE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .count();
    }

    private static String key(String name, String language) {
        return name + "/" + language;
    }
}
