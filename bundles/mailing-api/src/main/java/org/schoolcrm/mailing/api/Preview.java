package org.schoolcrm.mailing.api;

import java.util.List;

/**
 * A message before it is one.
 *
 * @param channel that would carry it
 * @param segments paid parts, 1 where messages are not cut into parts
 * @param attachments names of the files that go with it
 */
public record Preview(
        String channel, String address, String subject, String body, int segments, List<String> attachments) {

    public Preview {
        attachments = List.copyOf(attachments);
    }

    /** Addresses and texts are personal: they never reach a log. */
    @Override
    public String toString() {
        return "Preview[" + channel + "]";
    }
}
