package org.schoolcrm.host.importer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The lines of a file, one at a time and never more in memory: UTF-8 with or without mark, between semicolons or commas. */
public final class CsvLines {

    private static final int LONGEST_FIELD = 8_192;
    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_RECORD = 65_536;
    private static final char MARK = '\uFEFF';

    private final ImportKind kind;
    private final CloseableIterator<CsvRecord> records;
    private final List<Optional<Column>> columns;
    private long reached = 1;
    private boolean hasLines;

    /** Reads as far as the heading. */
    public CsvLines(InputStream file, ImportKind kind) {
        this.kind = kind;
        var text = new BufferedReader(new InputStreamReader(
                file,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        this.records = CsvReader.builder()
                .fieldSeparator(told(() -> separator(text)))
                .maxBufferSize(4 * LONGEST_RECORD)
                .build(
                        CsvRecordHandler.builder()
                                .maxFieldSize(LONGEST_FIELD)
                                .maxFields(MOST_FIELDS)
                                .maxRecordSize(LONGEST_RECORD)
                                .build(),
                        text)
                .iterator();
        this.columns = told(() -> headings(kind));
    }

    /** The next lines, no more than so many; none at the end. A file without any is refused. */
    public List<Line> next(int most) {
        return told(() -> {
            var lines = new ArrayList<Line>();
            while (lines.size() < most && records.hasNext()) {
                var record = records.next();
                reached = record.getStartingLineNumber();
                lines.add(line(record));
            }
            if (lines.isEmpty() && !hasLines) {
                throw refuse(0, Fault.NO_LINES, "", "");
            }
            hasLines = true;
            return lines;
        });
    }

    private Line line(CsvRecord record) {
        var cells = new EnumMap<Column, String>(Column.class);
        for (int i = 0; i < Math.min(columns.size(), record.getFieldCount()); i++) {
            var text = record.getField(i);
            columns.get(i).ifPresent(column -> cells.put(column, text));
        }
        boolean tooLong = record.getFieldCount() > columns.size()
                && record.getFields().subList(columns.size(), record.getFieldCount()).stream()
                        .anyMatch(extra -> !extra.isBlank());
        return new Line(record.getStartingLineNumber(), cells, tooLong);
    }

    private List<Optional<Column>> headings(ImportKind kind) {
        if (!records.hasNext()) {
            throw refuse(0, Fault.NO_LINES, "", "");
        }
        var record = records.next();
        long line = record.getStartingLineNumber();
        var found = new ArrayList<Optional<Column>>();
        for (var heading : record.getFields()) {
            var column = heading.isBlank() ? Optional.<Column>empty() : Optional.of(column(line, heading));
            if (column.isPresent() && found.contains(column)) {
                throw refuse(line, Fault.HEADING_TWICE, heading, "");
            }
            found.add(column);
        }
        for (var required : kind.required()) {
            if (!found.contains(Optional.of(required))) {
                throw new UnreadableFile(new Finding(line, required, Fault.HEADING_MISSING, "", ""));
            }
        }
        return found;
    }

    private Column column(long line, String heading) {
        return Column.named(heading, kind.columns())
                .orElseThrow(() -> refuse(line, Fault.HEADING_UNKNOWN, heading, ""));
    }

    /** Skips the mark of the encoding and looks ahead which character stands more often between the headings. */
    private static char separator(BufferedReader text) {
        try {
            text.mark(1);
            if (text.read() != MARK) {
                text.reset();
            }
            text.mark(LONGEST_RECORD);
            int balance = 0;
            int read = 0;
            for (int next = text.read(); next >= 0 && next != '\n' && next != '\r'; next = text.read()) {
                balance += next == ';' ? 1 : next == ',' ? -1 : 0;
                if (++read == LONGEST_RECORD - 1) {
                    break;
                }
            }
            text.reset();
            return balance >= 0 ? ';' : ',';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw refuse(reached, Fault.NOT_UTF_8, "", "");
            }
            throw e;
        } catch (CsvParseException e) {
            throw refuse(reached + 1, Fault.UNREADABLE, "", "");
        }
    }

    private static UnreadableFile refuse(long line, Fault fault, String given, String expected) {
        return new UnreadableFile(new Finding(line, null, fault, given, expected));
    }
}
