package org.schoolcrm.mailing.core.template;

import java.util.regex.Pattern;

/** What stands in one line of a message's head: names of templates and subjects. */
public final class OneLine {

    private static final Pattern MORE = Pattern.compile("[\\p{Cntrl}\u200e\u200f\u202a-\u202e\u2066-\u2069]");

    private OneLine() {}

    /** A break would begin a header of its own; marks of direction show another subject than is sent (D13, D15). */
    public static boolean holds(String text) {
        return !MORE.matcher(text).find();
    }
}
