package org.schoolcrm.host.spi;

/** What the CRM did with a posting. */
public record PostingAnswer(Kind kind, String detail) {

    /** Whether the posting stands in the CRM's books. */
    public enum Kind {
        /** It does, from now on or from an earlier call. */
        POSTED,
        /** It does not and will not: a person must look. */
        REFUSED,
        /** Nobody knows, or not yet: ask again. */
        UNKNOWN
    }

    public static PostingAnswer posted() {
        return new PostingAnswer(Kind.POSTED, "");
    }

    public static PostingAnswer refused(String why) {
        return new PostingAnswer(Kind.REFUSED, why);
    }

    public static PostingAnswer unknown(String why) {
        return new PostingAnswer(Kind.UNKNOWN, why);
    }
}
