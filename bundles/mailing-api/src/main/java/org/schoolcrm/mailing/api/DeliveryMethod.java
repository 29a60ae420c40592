package org.schoolcrm.mailing.api;

/** «Способ рассылки» (R130): what the administrator chose, which routing may send another way. */
public enum DeliveryMethod {
    EMAIL,
    SMS,
    TELEGRAM;

    /** There are e-mail templates and SMS templates; Telegram uses the latter (R133, A36). */
    public DeliveryMethod templates() {
        return this == EMAIL ? EMAIL : SMS;
    }

    /** The templates that the method does not use. */
    public DeliveryMethod otherTemplates() {
        return this == EMAIL ? SMS : EMAIL;
    }
}
