package org.schoolcrm.channel.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.Approval.Kind;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;

/** Templates at Meta: made once and looked at by its people, or its machines (channels.md 8.4). */
final class CloudTemplates {

    private final CloudApi api;
    private final String links;

    /** With the address of our invoices, to which a button adds what follows. */
    CloudTemplates(CloudApi api, String links) {
        this.api = api;
        this.links = links;
    }

    /** What Meta says of it; it is made if it is not there. */
    Approval approve(ProviderAccount account, TemplateText ours) {
        var template = CloudTemplate.of(ours, CloudWords.pointer(account));
        var objection = template.objection();
        if (objection.isPresent()) {
            return new Approval(Kind.REFUSED, objection.get());
        }
        var answer = api.templates(account, ours.key());
        var known = Json.readSuccess(answer).map(root -> root.path("data")).filter(JsonNode::isArray);
        if (known.isEmpty()) {
            return new Approval(Kind.UNKNOWN, words(answer));
        }
        return StreamSupport.stream(known.get().spliterator(), false)
                .filter(one -> one.path("name").asText().equals(ours.key())
                        && one.path("language").asText().equals(CloudProfile.language(account)))
                .findFirst()
                .map(one -> isTheSame(template, one)
                        ? approval(one)
                        : new Approval(Kind.REFUSED, "another text has this name: " + ours.key()))
                .orElseGet(() -> made(api.create(account, document(account, ours, template))));
    }

    /** A button that leads to the address that we had before leads nowhere. */
    private boolean isTheSame(CloudTemplate template, JsonNode known) {
        var text = "";
        var url = "";
        for (var component : known.path("components")) {
            switch (component.path("type").asText()) {
                case "BODY" -> text = component.path("text").asText();
                case "BUTTONS" ->
                    url = component.path("buttons").path(0).path("url").asText();
                default -> {}
            }
        }
        return text.equals(template.text()) && url.equals(template.hasButton() ? links + "{{1}}" : "");
    }

    private static Approval made(HttpAnswer answer) {
        return Json.readSuccess(answer)
                .filter(root -> !root.path("id").asText().isEmpty())
                .map(CloudTemplates::approval)
                .orElseGet(() -> new Approval(isRefusal(answer) ? Kind.REFUSED : Kind.UNKNOWN, words(answer)));
    }

    private static Approval approval(JsonNode template) {
        var status = template.path("status").asText();
        var reason = template.path("rejected_reason").asText();
        var category = template.path("category").asText();
        return approval(status, reason.isEmpty() || reason.equals("NONE") ? category : reason);
    }

    /** In the words of statuses and of events alike. */
    static Approval approval(String status, String remark) {
        var kind = switch (status) {
            case "APPROVED", "REINSTATED" -> Kind.APPROVED;
            case "PENDING", "IN_APPEAL" -> Kind.PENDING;
            case "PAUSED" -> Kind.PAUSED;
            case "REJECTED", "DISABLED", "LIMIT_EXCEEDED", "ARCHIVED", "PENDING_DELETION", "DELETED" -> Kind.REFUSED;
            default -> Kind.UNKNOWN;
        };
        return new Approval(kind, ProviderText.of(status, remark));
    }

    /** Whether the template is at fault; a login or a limit that is may be mended without changing it. */
    private static boolean isRefusal(HttpAnswer answer) {
        return CloudError.of(answer)
                .map(error -> CloudOutcome.refusal(error)
                        .map(outcome -> outcome.kind() == SendOutcome.Kind.REJECTED
                                || outcome.cause() == SendOutcome.Cause.TEMPLATE)
                        .orElse(answer.status() == 400))
                .orElse(false);
    }

    private static String words(HttpAnswer answer) {
        return CloudError.of(answer)
                .map(CloudError::words)
                .orElseGet(() -> answer.detail().isEmpty() ? "HTTP " + answer.status() : answer.detail());
    }

    private Map<String, Object> document(ProviderAccount account, TemplateText ours, CloudTemplate template) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "BODY");
        body.put("text", template.text());
        if (!template.tags().isEmpty()) {
            var examples = template.parameters(ours.values()).stream()
                    .map(value -> value.isEmpty() ? CloudWords.example(account) : value)
                    .toList();
            body.put("example", Map.of("body_text", List.of(examples)));
        }
        var components = new ArrayList<Object>(List.of(body));
        if (template.hasButton()) {
            var button = new LinkedHashMap<String, Object>();
            button.put("type", "URL");
            button.put("text", CloudWords.button(account));
            button.put("url", links + "{{1}}");
            button.put("example", List.of(links + "example"));
            var buttons = new LinkedHashMap<String, Object>();
            buttons.put("type", "BUTTONS");
            buttons.put("buttons", List.of(button));
            components.add(buttons);
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("name", ours.key());
        document.put("language", CloudProfile.language(account));
        document.put("category", "UTILITY");
        document.put("components", components);
        return document;
    }
}
