package org.schoolcrm.mailing.api;

/** «Способ рассылки» (R130): what the administrator chose, which routing may send another way. */
public enum DeliveryMethod {
    EMAIL,
    SMS,
    TELEGRAM
}
