package org.schoolcrm.mailing.core;

import org.schoolcrm.billing.api.InvoiceDraft;

/** An invoice to be issued to somebody, and where to send it. */
record Bill(InvoiceDraft draft, String customerName, String address) {}
