package org.schoolcrm.mailing.api;

/**
 * A tag that a template may contain.
 *
 * @param name without braces, such as {@code bill.url}
 * @param scope what it is about; tags of one invoice and tags of all invoices cannot be combined (A21)
 * @param russian what it stands for
 * @param english the same
 * @param example what it may turn into
 */
public record Tag(String name, Scope scope, String russian, String english, String example) {

    /** What a tag is about. */
    public enum Scope {
        /** The customer; goes with either of the others. */
        CUSTOMER,
        /** One invoice: one message per invoice. */
        INVOICE,
        /** All invoices of the run: one message per customer. */
        ALL_INVOICES
    }

    public String inBraces() {
        return "{" + name + "}";
    }
}
