package org.schoolcrm.mailing.core.template;

import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.host.spi.CustomerFacts;

/** An invoice to be issued to somebody, and where to send it. */
public record PlannedInvoice(InvoiceDraft draft, CustomerFacts customer, String address) {}
