package org.schoolcrm.channel.whatsapp.cloud;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.provider.kit.Json;

/** Makes the documents of messages: of an approved template with its parameters, or of free text. */
final class CloudComposer {

    private final String links;

    CloudComposer(String links) {
        this.links = links;
    }

    String compose(ProviderAccount account, MessageDraft draft) {
        var message = new LinkedHashMap<String, Object>();
        message.put("messaging_product", "whatsapp");
        message.put("recipient_type", "individual");
        message.put("to", Phone.digits(draft));
        var ours = draft.template();
        if (ours == null || CloudProfile.isFreeText(account)) {
            message.put("type", "text");
            message.put("text", Map.of("body", SmsText.of(draft, CloudProfile.LONGEST_TEXT)));
        } else {
            message.put("type", "template");
            message.put("template", template(account, draft, ours));
        }
        message.put("biz_opaque_callback_data", draft.reference());
        return Json.write(message);
    }

    private Map<String, Object> template(ProviderAccount account, MessageDraft draft, TemplateText ours) {
        var template = CloudTemplate.of(ours, CloudWords.pointer(account));
        template.objection().ifPresent(why -> {
            throw CompositionException.held(Cause.TEMPLATE, why);
        });
        var components = new ArrayList<Object>();
        var parameters = parameters(template, ours);
        if (!parameters.isEmpty()) {
            components.add(component("body", parameters));
        }
        if (template.hasButton()) {
            var button = component("button", List.of(afterLinks(draft.payAt())));
            button.put("sub_type", "url");
            button.put("index", "0");
            components.add(button);
        }
        var named = new LinkedHashMap<String, Object>();
        named.put("name", ours.key());
        var language = new LinkedHashMap<String, String>();
        language.put("code", CloudProfile.language(account));
        language.put("policy", "deterministic");
        named.put("language", language);
        named.put("components", components);
        return named;
    }

    private static List<String> parameters(CloudTemplate template, TemplateText ours) {
        var parameters = template.parameters(ours.values());
        int empty = parameters.indexOf("");
        if (empty >= 0) {
            throw CompositionException.rejected(
                    Cause.CONTENT, "a tag has no value: " + template.tags().get(empty));
        }
        if (template.lengthWith(parameters) > CloudProfile.LONGEST_TEMPLATE) {
            throw CompositionException.rejected(
                    Cause.SIZE, "the text has more than " + CloudProfile.LONGEST_TEMPLATE + " characters");
        }
        return parameters;
    }

    private String afterLinks(@Nullable URI payAt) {
        var link = payAt == null ? "" : payAt.toString();
        if (!link.startsWith(links) || link.length() == links.length()) {
            throw CompositionException.rejected(Cause.CONTENT, "the button has no invoice to lead to");
        }
        return link.substring(links.length());
    }

    private static Map<String, Object> component(String type, List<String> texts) {
        var component = new LinkedHashMap<String, Object>();
        component.put("type", type);
        component.put("parameters", texts.stream().map(CloudComposer::parameter).toList());
        return component;
    }

    private static Map<String, Object> parameter(String text) {
        var parameter = new LinkedHashMap<String, Object>();
        parameter.put("type", "text");
        parameter.put("text", text);
        return parameter;
    }
}
