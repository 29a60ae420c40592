package org.schoolcrm.mailing.api;

import org.schoolcrm.host.spi.BranchId;

/**
 * The text of a message, with tags such as {@code {bill.url}} to be filled in (R132–R135).
 *
 * @param version grows with every change, so that a run keeps the text it began with
 * @param subject one line; empty for methods without subjects
 * @param attachesInvoice whether the PDF of each invoice goes with the message; e-mail only
 */
public record Template(
        TemplateId id,
        int version,
        BranchId branch,
        DeliveryMethod method,
        String name,
        String subject,
        String body,
        boolean attachesInvoice) {

    /** With nothing attached. */
    public Template(
            TemplateId id,
            int version,
            BranchId branch,
            DeliveryMethod method,
            String name,
            String subject,
            String body) {
        this(id, version, branch, method, name, subject, body, false);
    }

    /** What a person enters. */
    public record Content(String name, String subject, String body, boolean attachesInvoice) {

        /** With nothing attached. */
        public Content(String name, String subject, String body) {
            this(name, subject, body, false);
        }
    }

    Template(TemplateId id, int version, BranchId branch, DeliveryMethod method, Content content) {
        this(id, version, branch, method, content.name(), content.subject(), content.body(), content.attachesInvoice());
    }

    /** The first version of a template. */
    public static Template first(TemplateId id, BranchId branch, DeliveryMethod method, Content content) {
        return new Template(id, 1, branch, method, content);
    }

    /** What is looked at before it is saved. */
    public static Template unsaved(BranchId branch, DeliveryMethod method, Content content) {
        return new Template(new TemplateId(0), 0, branch, method, content);
    }

    /** The version after this one. */
    public Template changedTo(Content content) {
        return new Template(id, version + 1, branch, method, content);
    }
}
