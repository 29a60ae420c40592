package org.schoolcrm.mailing.core.channel;

import java.util.regex.Pattern;

/** What a provider said, fit to be kept: phones show their last four digits, secrets nothing, and it ends somewhere. */
public final class RedactedText {

    private static final Pattern PHONE = Pattern.compile("\\d{3,}(?=\\d{4}(?!\\d))");
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:token|password|passwd|secret|api[_-]?key|psw)[=: ]+)\\S+");
    private static final Pattern BOT = Pattern.compile("bot\\d+:[\\w-]+");
    private static final int LENGTH = 1000;

    private RedactedText() {}

    public static String masked(String words) {
        var short1 = words.length() > LENGTH ? words.substring(0, LENGTH) : words;
        var safe = SECRET.matcher(BOT.matcher(short1).replaceAll("bot…")).replaceAll("$1…");
        return PHONE.matcher(safe).replaceAll("…");
    }
}
