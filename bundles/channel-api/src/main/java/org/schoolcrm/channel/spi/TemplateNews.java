package org.schoolcrm.channel.spi;

/**
 * What a provider says by itself of a template of ours.
 *
 * @param key under which it was made, as {@link TemplateText#key}
 */
public record TemplateNews(String key, Approval approval) {}
