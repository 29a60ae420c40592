package org.schoolcrm.host.spi;

/**
 * A way to reach a customer. A phone counts for SMS only if it is {@link Kind#MOBILE_PHONE} (R045).
 *
 * @param address as the CRM keeps it: an e-mail address, a phone in any spelling, a chat number
 */
public record Contact(Kind kind, String address) {

    /** What sort of address it is. */
    public enum Kind {
        EMAIL,
        MOBILE_PHONE,
        OTHER_PHONE,
        TELEGRAM
    }
}
