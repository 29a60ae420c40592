package org.schoolcrm.mailing.core.template;

import org.schoolcrm.billing.api.Invoice;

/**
 * An invoice with what the tags of a message need of it.
 *
 * @param subjects by name, separated by commas; empty when none is known
 */
public record InvoiceForMessage(Invoice invoice, String link, String subjects) {}
