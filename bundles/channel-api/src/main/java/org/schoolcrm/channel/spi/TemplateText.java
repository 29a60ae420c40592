package org.schoolcrm.channel.spi;

import java.util.Map;

/**
 * The template that a message was made of.
 *
 * @param key lower-case letters, digits and underscores; another one for every version of its text
 * @param body with its tags, such as {@code {invoice.amount}}
 * @param values by tag, as plain text
 */
public record TemplateText(String key, String body, Map<String, String> values) {

    public TemplateText {
        values = Map.copyOf(values);
    }

    /** Values are personal: they never reach a log. */
    @Override
    public String toString() {
        return "TemplateText[" + key + "]";
    }
}
