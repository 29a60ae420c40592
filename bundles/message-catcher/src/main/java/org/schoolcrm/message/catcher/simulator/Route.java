package org.schoolcrm.message.catcher.simulator;

/**
 * Whose message to whom.
 *
 * @param account the credential that the sender used, as far as it may be shown
 * @param recipient the phone number or chat, also of a reply
 */
public record Route(String provider, String account, String sender, String recipient) {}
