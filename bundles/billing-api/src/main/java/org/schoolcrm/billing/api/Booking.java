package org.schoolcrm.billing.api;

import org.schoolcrm.runtime.api.Actor;

/** Money to be booked on an invoice, and on whose word. */
public record Booking(InvoiceId invoice, ReceivedPayment receipt, Actor actor) {}
