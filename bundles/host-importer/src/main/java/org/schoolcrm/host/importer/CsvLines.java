package org.schoolcrm.host.importer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The lines of a file, one at a time and never more in memory: cells between semicolons, commas or tabs. */
public final class CsvLines {

    private static final int LONGEST_FIELD = 8_192;
    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_RECORD = 65_536;

    private final ImportKind kind;
    private final CloseableIterator<CsvRecord> records;
    private final QuoteWatch quotes;
    private final char separator;
    private final long linesBefore;
    private final List<Optional<Column>> columns;
    private long reached = 1;
    private boolean hasLines;

    /** Reads as far as the heading. */
    public CsvLines(InputStream file, ImportKind kind) {
        this.kind = kind;
        var text = told(() -> FileText.of(file, kind.columns()));
        this.separator = text.separator();
        this.linesBefore = text.firstLine() - 1;
        this.quotes = new QuoteWatch(text.reader(), separator, text.firstLine());
        this.records = CsvReader.builder()
                .fieldSeparator(separator)
                .acceptCharsAfterQuotes(false)
                .maxBufferSize(4 * LONGEST_RECORD)
                .build(
                        CsvRecordHandler.builder()
                                .maxFieldSize(LONGEST_FIELD)
                                .maxFields(MOST_FIELDS)
                                .maxRecordSize(LONGEST_RECORD)
                                .build(),
                        quotes)
                .iterator();
        this.columns = told(() -> headings(kind));
    }

    /** The next lines, no more than so many; none at the end. A file without any is refused. */
    public List<Line> next(int most) {
        return told(() -> {
            var lines = new ArrayList<Line>();
            while (lines.size() < most && records.hasNext()) {
                var record = records.next();
                reached = number(record);
                lines.add(line(record));
            }
            if (quotes.openedInLine() > 0 && !records.hasNext()) {
                throw refuse(quotes.openedInLine(), Fault.UNREADABLE, "", "");
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
                        .anyMatch(extra -> !Blanks.strip(extra).isEmpty());
        boolean swallows = record.getFields().stream().anyMatch(this::isLikeLines);
        return new Line(number(record), cells, tooLong, swallows);
    }

    /** Whether a cell of several lines holds what would be a whole line of the file. */
    private boolean isLikeLines(String cell) {
        return cell.lines().count() > 1
                && cell.lines()
                        .anyMatch(line -> line.chars()
                                        .filter(letter -> letter == separator)
                                        .count()
                                >= Math.max(1, columns.size() - 1));
    }

    private long number(CsvRecord record) {
        return linesBefore + record.getStartingLineNumber();
    }

    private List<Optional<Column>> headings(ImportKind kind) {
        if (!records.hasNext()) {
            throw refuse(0, Fault.NO_LINES, "", "");
        }
        var record = records.next();
        long line = number(record);
        var found = new ArrayList<Optional<Column>>();
        for (var heading : record.getFields()) {
            var column =
                    Blanks.strip(heading).isEmpty() ? Optional.<Column>empty() : Optional.of(column(line, heading));
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
