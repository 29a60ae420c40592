package org.schoolcrm.host.importer;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * The text of a file, from its headings on. It is UTF-8; the encoding of older Russian Windows counts only where the
 * headings are columns in that encoding and cannot be UTF-8, so that nothing is guessed.
 */
final class FileText {

    private static final Charset WINDOWS_CYRILLIC = Charset.forName("windows-1251");
    private static final int LONGEST_HEADING = 65_536;
    private static final char MARK = '\uFEFF';
    private static final String SEPARATORS = ";,\t";
    private static final Pattern SEPARATOR_TOLD = Pattern.compile("\"?sep=([;,\t])\"?", Pattern.CASE_INSENSITIVE);

    private final BufferedReader text;
    private final char separator;
    private final long firstLine;

    private FileText(BufferedReader text, char separator, long firstLine) {
        this.text = text;
        this.separator = separator;
        this.firstLine = firstLine;
    }

    static FileText of(InputStream file, Collection<Column> columns) {
        try {
            var bytes = new BufferedInputStream(file, LONGEST_HEADING);
            bytes.mark(LONGEST_HEADING);
            var begin = bytes.readNBytes(LONGEST_HEADING - 1);
            bytes.reset();
            var charset = charset(begin, columns);
            var text = new BufferedReader(new InputStreamReader(bytes, strict(charset)));
            skipMark(text);
            var first = peekLine(text);
            var told = SEPARATOR_TOLD.matcher(first);
            if (!told.matches()) {
                return new FileText(text, mostFrequent(first), 1);
            }
            text.readLine();
            return new FileText(text, told.group(1).charAt(0), 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reader reader() {
        return text;
    }

    char separator() {
        return separator;
    }

    /** The number of the line with the headings. */
    long firstLine() {
        return firstLine;
    }

    private static Charset charset(byte[] begin, Collection<Column> columns) {
        var heading = firstLine(begin);
        try {
            strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(heading));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return isHeading(new String(heading, WINDOWS_CYRILLIC), columns)
                    ? WINDOWS_CYRILLIC
                    : StandardCharsets.UTF_8;
        }
    }

    /** What is told about the separator stands before the headings, in letters that all encodings share. */
    private static byte[] firstLine(byte[] begin) {
        int from = 0;
        int end = lineEnd(begin, from);
        if (SEPARATOR_TOLD
                .matcher(new String(begin, from, end - from, StandardCharsets.ISO_8859_1))
                .matches()) {
            from = end;
            while (from < begin.length && (begin[from] == '\n' || begin[from] == '\r')) {
                from++;
            }
            end = lineEnd(begin, from);
        }
        return Arrays.copyOfRange(begin, from, end);
    }

    private static int lineEnd(byte[] begin, int from) {
        int end = from;
        while (end < begin.length && begin[end] != '\n' && begin[end] != '\r') {
            end++;
        }
        return end;
    }

    private static boolean isHeading(String line, Collection<Column> columns) {
        var cells = line.split(Pattern.quote(Character.toString(mostFrequent(line))), -1);
        return Arrays.stream(cells)
                .map(cell -> cell.replace("\"", ""))
                .filter(cell -> !Blanks.strip(cell).isEmpty())
                .allMatch(cell -> Column.named(cell, columns).isPresent());
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static void skipMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != MARK) {
            text.reset();
        }
    }

    private static String peekLine(BufferedReader text) throws IOException {
        text.mark(LONGEST_HEADING);
        var line = new StringBuilder();
        for (int next = text.read();
                next >= 0 && next != '\n' && next != '\r' && line.length() < LONGEST_HEADING - 1;
                next = text.read()) {
            line.append((char) next);
        }
        text.reset();
        return line.toString();
    }

    /** Of those that stand between the headings; the semicolon where none does. */
    private static char mostFrequent(String heading) {
        char best = SEPARATORS.charAt(0);
        for (int at = 0; at < SEPARATORS.length(); at++) {
            char one = SEPARATORS.charAt(at);
            if (count(heading, one) > count(heading, best)) {
                best = one;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(one -> one == wanted).count();
    }
}
