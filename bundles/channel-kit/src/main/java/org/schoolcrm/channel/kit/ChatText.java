package org.schoolcrm.channel.kit;

import java.util.regex.Pattern;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/** The text of a draft for messengers that know a few marks of HTML. Nothing is ever cut (channels.md 5.3). */
public final class ChatText {

    private static final Pattern MARK = Pattern.compile("</?[a-zA-Z][^<>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(?:lt|gt|amp|quot|#\\d{1,7}|#[xX][0-9a-fA-F]{1,6});");

    private ChatText() {}

    /** What a provider counts. */
    public enum Counting {
        /** Characters that people see: marks are none, an entity is one. */
        SEEN,
        /** Units of UTF-16 as they are sent, marks included. */
        WRITTEN
    }

    /**
     * Without control characters; lines and no-break spaces stay as they are.
     *
     * @throws CompositionException if nothing would be seen, or more is sent than the provider takes
     */
    public static String of(MessageDraft draft, int longest, Counting counting) {
        var text = draft.body()
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\t', ' ')
                .replaceAll("[\\p{Cc}&&[^\n]]", "");
        var seen = ENTITY.matcher(MARK.matcher(text).replaceAll("")).replaceAll("x");
        if (seen.isBlank()) {
            throw CompositionException.rejected(Cause.CONTENT, "the text is empty");
        }
        int length = switch (counting) {
            case SEEN -> seen.codePointCount(0, seen.length());
            case WRITTEN -> text.length();
        };
        if (length > longest) {
            throw CompositionException.rejected(Cause.SIZE, "the text has more than " + longest + " characters");
        }
        return text;
    }
}
