package org.schoolcrm.message.catcher.simulator;

/** How far a message got, by the provider's own record. */
public enum MessageState {
    /** The provider took it. */
    ACCEPTED,
    DELIVERED,
    READ,
    UNDELIVERED,
    /** The recipient has blocked the bot or the sender. */
    BLOCKED,
    /** The number has no account in this messenger. */
    NO_ACCOUNT,
    /** Written by the recipient. */
    REPLY
}
