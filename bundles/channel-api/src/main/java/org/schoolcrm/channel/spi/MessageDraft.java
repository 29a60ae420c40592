package org.schoolcrm.channel.spi;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message with all its words, in the channel's encoding.
 *
 * @param reference ours, stable over all retries; a provider may see it
 * @param address as providers take it: an e-mail address in ASCII, a phone in E.164, the number of a chat
 * @param subject one line; empty where the channel has no subjects
 * @param date when it was composed
 * @param payAt where its only invoice is paid, null if it has none or several
 * @param template what it was made of, null for what a person wrote: such texts come only for who has lately written to
 *     an account that needs approval
 * @param letter what an e-mail has beside its text, null for a bare one
 */
public record MessageDraft(
        String reference,
        String address,
        String subject,
        String body,
        Instant date,
        @Nullable URI payAt,
        @Nullable TemplateText template,
        @Nullable Letter letter) {

    public MessageDraft(String reference, String address, String subject, String body, Instant date) {
        this(reference, address, subject, body, date, null, null, null);
    }

    /** Without what only e-mails have. */
    public MessageDraft(
            String reference,
            String address,
            String subject,
            String body,
            Instant date,
            @Nullable URI payAt,
            @Nullable TemplateText template) {
        this(reference, address, subject, body, date, payAt, template, null);
    }

    /** Addresses and texts are personal: they never reach a log. */
    @Override
    public String toString() {
        return "MessageDraft[" + reference + "]";
    }
}
