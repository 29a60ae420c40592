package org.schoolcrm.channel.spi;

import java.time.Instant;

/**
 * A message with all its words, in the channel's encoding.
 *
 * @param reference ours, stable over all retries; a provider may see it
 * @param address as providers take it: an e-mail address in ASCII, a phone in E.164
 * @param subject one line; empty where the channel has no subjects
 * @param date when it was composed
 */
public record MessageDraft(String reference, String address, String subject, String body, Instant date) {

    /** Addresses and texts are personal: they never reach a log. */
    @Override
    public String toString() {
        return "MessageDraft[" + reference + "]";
    }
}
