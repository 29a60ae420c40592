package org.schoolcrm.mailing.api;

/**
 * A message before it is one.
 *
 * @param channel that would carry it
 * @param segments paid parts, 1 where messages are not cut into parts
 */
public record Preview(String channel, String address, String subject, String body, int segments) {

    /** Addresses and texts are personal: they never reach a log. */
    @Override
    public String toString() {
        return "Preview[" + channel + "]";
    }
}
