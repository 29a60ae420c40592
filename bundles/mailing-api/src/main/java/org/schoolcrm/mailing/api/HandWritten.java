package org.schoolcrm.mailing.api;

import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/**
 * A message that somebody writes to a customer by hand (R042, R043).
 *
 * @param address one of the customer's own
 * @param subject of an e-mail; nothing else has one
 * @param text «Текст SMS/email письма», with the link of an invoice pasted into it
 */
public record HandWritten(
        BranchId branch, CustomerId customer, DeliveryMethod method, String address, String subject, String text) {}
