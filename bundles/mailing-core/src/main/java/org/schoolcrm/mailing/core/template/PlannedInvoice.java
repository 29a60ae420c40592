package org.schoolcrm.mailing.core.template;

import java.util.List;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.host.spi.CustomerFacts;

/** An invoice to be issued to somebody, and where to send it: to each of the addresses. */
public record PlannedInvoice(InvoiceDraft draft, CustomerFacts customer, List<String> addresses) {}
