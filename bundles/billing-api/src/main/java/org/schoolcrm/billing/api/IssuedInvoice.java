package org.schoolcrm.billing.api;

/**
 * An invoice that has just been issued, with its link.
 *
 * @param token the secret part of the link; kept by nobody but the payer, the store keeps its hash and a sealed copy
 */
public record IssuedInvoice(Invoice invoice, String token) {

    /** The token is a secret: it never reaches a log. */
    @Override
    public String toString() {
        return "IssuedInvoice[" + invoice.number() + "]";
    }
}
