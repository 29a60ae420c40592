package org.schoolcrm.mailing.core;

import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.host.spi.CustomerFacts;

/** An invoice to be issued to somebody, and where to send it. */
record PlannedInvoice(InvoiceDraft draft, CustomerFacts customer, String address) {}
