package org.schoolcrm.channel.kit;

import java.util.regex.Pattern;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/** A number as most providers take it: E.164 without its plus. */
public final class Phone {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{7,14}");
    private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{7,14}");

    private Phone() {}

    /** Refuses, with a {@link CompositionException}, what is no number in E.164. */
    public static String digits(MessageDraft draft) {
        if (!E164.matcher(draft.address()).matches()) {
            throw CompositionException.rejected(Cause.ADDRESS, "not a phone number in E.164");
        }
        return draft.address().substring(1);
    }

    /** A number that a provider names, as messages are addressed; what is none stays as it is. */
    public static String e164(String named) {
        return DIGITS.matcher(named).matches() ? "+" + named : named;
    }
}
