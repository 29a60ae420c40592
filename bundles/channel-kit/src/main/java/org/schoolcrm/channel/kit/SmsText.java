package org.schoolcrm.channel.kit;

import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Segments;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/** The text of a draft as phones show it. Nothing is ever cut: a cut link is worse than no message (channels.md 5.3). */
public final class SmsText {

    private SmsText() {}

    /**
     * Cleaned.
     *
     * @param longest the most characters that the provider takes
     * @throws CompositionException if nothing is left to send, or more than the provider takes
     */
    public static String of(MessageDraft draft, int longest) {
        var text = clean(draft.body());
        if (text.isBlank()) {
            throw CompositionException.rejected(Cause.CONTENT, "the text is empty");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            throw CompositionException.rejected(Cause.SIZE, "the text has more than " + longest + " characters");
        }
        return text;
    }

    /** The same of a text that may have at most so many paid parts. */
    public static String of(MessageDraft draft, int longest, int mostParts) {
        var text = of(draft, longest);
        int parts = Segments.of(text).count();
        if (parts > mostParts) {
            throw CompositionException.rejected(
                    Cause.SIZE, "the text has " + parts + " parts and may have " + mostParts);
        }
        return text;
    }

    /** Without control characters, every kind of space an ordinary one; lines stay lines. */
    public static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> clean.append('\n');
                case Character.SPACE_SEPARATOR -> clean.append(' ');
                case Character.CONTROL -> {
                    if (point == '\n' || point == '\r') {
                        clean.append('\n');
                    } else if (point == '\t') {
                        clean.append(' ');
                    }
                }
                default -> clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }
}
