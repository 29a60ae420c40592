package org.schoolcrm.acquiring.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What pressing «Перейти к оплате» led to. */
public record PaymentStart(Kind kind, @Nullable URI payAt) {

    /** Where the payer goes from here. */
    public enum Kind {
        /** To the bank's form. */
        FORM,
        /** Nowhere: no bank is connected (R004), or none can take this payment. */
        NOT_CONNECTED,
        /** Nowhere: the bank does not accept this payment, and would not a minute later. */
        REFUSED,
        /** Back in a moment: the bank, or our link to it, is down. */
        TRY_LATER,
        /** Back to the page, which says why. */
        NOT_PAYABLE
    }

    public static PaymentStart form(URI payAt) {
        return new PaymentStart(Kind.FORM, payAt);
    }

    public static PaymentStart without(Kind kind) {
        return new PaymentStart(kind, null);
    }
}
