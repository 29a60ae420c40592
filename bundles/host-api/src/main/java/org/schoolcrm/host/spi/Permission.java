package org.schoolcrm.host.spi;

/** What somebody may do with billing in a branch. The CRM maps its own roles to these. */
public enum Permission {
    INVOICE_READ,
    INVOICE_ISSUE,
    INVOICE_ARCHIVE,
    MAILING_READ,
    MAILING_EDIT,
    MAILING_RUN,
    SETTINGS_EDIT
}
