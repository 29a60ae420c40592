package org.schoolcrm.channel.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text without markup. What separates two words is written when the second one comes, so no line begins or ends with
 * blanks. An address is a word of its own: mail programs take all that stands between two blanks for the link.
 */
final class TextFlow {

    /** Without the punctuation of the sentence that it stands in. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)https?://[^\\s\\p{Z}\\p{Cf}<>\"]*[^\\s\\p{Z}\\p{Cf}<>\"'.,:;!?)\\]»”“’…]");

    private final StringBuilder written = new StringBuilder();
    private final List<String> addresses = new ArrayList<>();
    private int addressEnd;
    private String marker = "";
    private int lineEnds;
    private boolean blank;

    /** What somebody wrote; outside of {@code pre} any number of blanks and line ends is one blank. */
    void text(String text, boolean preformatted) {
        var found = ADDRESS.matcher(text);
        int done = 0;
        while (found.find()) {
            words(text.substring(done, found.start()), preformatted);
            address(found.group());
            done = found.end();
        }
        words(text.substring(done), preformatted);
    }

    private void words(String text, boolean preformatted) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean isBlank = Character.isWhitespace(letter) || letter == '\u00a0';
            if (isBlank && (!preformatted || letter == '\r')) {
                blank = true;
            } else if (letter == '\n') {
                lineEnd();
            } else {
                blank &= !isBlank;
                separate();
                written.append(letter == '\u00a0' ? ' ' : letter);
            }
        }
    }

    /** Written once, also when a button and its address follow each other. */
    void address(String address) {
        boolean isRepeated = written.length() == addressEnd
                && !addresses.isEmpty()
                && addresses.get(addresses.size() - 1).equals(address);
        if (!isRepeated) {
            blank = true;
            separate();
            written.append(address);
            addressEnd = written.length();
        }
        addresses.add(address);
        blank = true;
    }

    /** All addresses so far, in their order. */
    List<String> addresses() {
        return addresses;
    }

    void blank() {
        blank = true;
    }

    void lineEnd() {
        endLines();
        written.append('\n');
        blank = false;
    }

    /** What comes next begins after at least so many line ends. */
    void block(int atLeast) {
        lineEnds = Math.max(lineEnds, atLeast);
    }

    /** What comes next begins with the marker of a list. */
    void item(String marker) {
        this.marker = marker;
    }

    private void separate() {
        endLines();
        if (blank && !endsWithBlank()) {
            written.append(' ');
        }
        blank = false;
        written.append(marker);
        marker = "";
    }

    private void endLines() {
        int length = written.length();
        int present = 0;
        while (present < lineEnds && present < length && written.charAt(length - 1 - present) == '\n') {
            present++;
        }
        if (length > 0) {
            written.append("\n".repeat(lineEnds - present));
        }
        lineEnds = 0;
    }

    private boolean endsWithBlank() {
        return written.length() == 0 || Character.isWhitespace(written.charAt(written.length() - 1));
    }

    @Override
    public String toString() {
        return written.toString().strip();
    }
}
