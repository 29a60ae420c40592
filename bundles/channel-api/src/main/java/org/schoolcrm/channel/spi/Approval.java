package org.schoolcrm.channel.spi;

/**
 * What a provider says of a template of ours.
 *
 * @param detail the provider's own words, for people
 */
public record Approval(Kind kind, String detail) {

    /** Whether messages of it may be sent. */
    public enum Kind {
        /** They may: approved, or nobody's approval is needed. */
        APPROVED,
        /** Somebody is looking at it. */
        PENDING,
        /** They may not just now, though they might before. */
        PAUSED,
        /** They may not. */
        REFUSED,
        /** The provider cannot be asked just now. */
        UNKNOWN
    }

    public static final Approval NOT_NEEDED = new Approval(Kind.APPROVED, "");
}
