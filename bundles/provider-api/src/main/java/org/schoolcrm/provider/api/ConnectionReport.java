package org.schoolcrm.provider.api;

import java.util.List;

/** What came of trying a merchant account's settings against its bank. */
public record ConnectionReport(Verdict verdict, String detail) {

    /** How far the trial got. */
    public enum Verdict {
        OK,
        /** A setting cannot be used as it is; the bank was not asked. */
        SETTINGS_INVALID,
        /** The bank answers and refuses the credentials. */
        CREDENTIALS_REFUSED,
        /** The bank cannot be reached, or its certificate is not trusted. */
        UNREACHABLE,
        /** The bank answers something that we do not understand. */
        UNCLEAR,
        /** The bank offers no way to try. */
        NOT_OFFERED
    }

    /** Settings that cannot be used, by their names. */
    public static ConnectionReport invalid(List<String> settings) {
        return new ConnectionReport(Verdict.SETTINGS_INVALID, String.join(", ", settings));
    }
}
