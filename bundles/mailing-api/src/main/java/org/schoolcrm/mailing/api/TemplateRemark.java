package org.schoolcrm.mailing.api;

import java.util.List;

/**
 * Something to know about a template before it is used.
 *
 * @param field {@code subject} or {@code body}
 * @param arguments what the text of the remark needs: the tag, the suggestion, a count
 */
public record TemplateRemark(Kind kind, String field, List<Object> arguments) {

    public TemplateRemark {
        arguments = List.copyOf(arguments);
    }

    /** What is remarkable; the first six are refused when the template is saved. */
    public enum Kind {
        UNKNOWN_TAG(true),
        /** Braces around something that cannot be a tag because of its spelling. */
        LOOKS_LIKE_TAG(true),
        /** Tags of one invoice beside tags of all invoices (A21). */
        MIXED_SCOPE(true),
        /** A tag where only plain text may stand, inside of an HTML tag or a style. */
        TAG_IN_MARKUP(true),
        /** An element or an attribute that runs, asks or loads something. */
        UNSAFE_MARKUP(true),
        /** The address of a link or a picture that is neither of the web nor of a mailbox or a phone. */
        UNSAFE_ADDRESS(true),
        /** A dollar before a tag, which is no part of the tag and stays in the text. */
        DOLLAR_STAYS(false),
        /** Nobody who reads it can pay. */
        NO_LINK(false),
        /** Goes out as so many paid parts. */
        SEGMENTS(false),
        /** Longer than the method can carry. */
        TOO_LONG(false);

        private final boolean refused;

        Kind(boolean refused) {
            this.refused = refused;
        }

        public boolean isRefused() {
            return refused;
        }
    }
}
