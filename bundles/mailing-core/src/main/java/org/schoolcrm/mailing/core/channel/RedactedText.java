package org.schoolcrm.mailing.core.channel;

import java.util.regex.Pattern;

/** A provider's answer, fit to be stored: phones reduced to their last four digits, no secrets, limited in length. */
public final class RedactedText {

    private static final Pattern PHONE = Pattern.compile("\\d{3,}(?=\\d{4}(?!\\d))");
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:token|password|passwd|secret|api[_-]?key|psw)[=: ]+)\\S+");
    private static final Pattern BOT = Pattern.compile("bot\\d+:[\\w-]+");
    private static final int LENGTH = 1000;

    private RedactedText() {}

    public static String masked(String text) {
        var limited = text.length() > LENGTH ? text.substring(0, LENGTH) : text;
        var safe = SECRET.matcher(BOT.matcher(limited).replaceAll("bot…")).replaceAll("$1…");
        return PHONE.matcher(safe).replaceAll("…");
    }
}
