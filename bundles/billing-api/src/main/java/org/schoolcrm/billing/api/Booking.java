package org.schoolcrm.billing.api;

import org.schoolcrm.runtime.api.Actor;

/** Money to be booked on an invoice, and who says that it has arrived. */
public record Booking(InvoiceId invoice, ReceivedPayment payment, Actor actor) {}
