package org.schoolcrm.host.importer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;

/** A file as the importer understands it, and what is wrong with it as a Russian reads it: line, column, sentence. */
record CheckedFile(Tally tally, List<String> wrong) {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final Branch MOSCOW =
            new Branch(new BranchId(1), "Москва", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));

    static CheckedFile check(ImportKind kind, String file, RecordedHost host) {
        return check(kind, file.getBytes(StandardCharsets.UTF_8), host);
    }

    static CheckedFile check(ImportKind kind, byte[] file, RecordedHost host) {
        return read(kind, new ByteArrayInputStream(file), host, false);
    }

    /** Checks the file and writes what is right. */
    static CheckedFile load(ImportKind kind, String file, RecordedHost host) {
        return read(kind, new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), host, true);
    }

    private static CheckedFile read(ImportKind kind, InputStream file, RecordedHost host, boolean write) {
        var tally = Tally.NONE;
        var wrong = new ArrayList<String>();
        Map<String, Long> firstLines = new HashMap<>();
        try {
            var lines = new CsvLines(file, kind);
            for (var some = lines.next(Batch.LINES); !some.isEmpty(); some = lines.next(Batch.LINES)) {
                some.forEach(line -> line.externalId().ifPresent(id -> firstLines.putIfAbsent(id, line.number())));
                var batch = Batch.of(kind, MOSCOW, host, some, firstLines);
                tally = tally.plus(batch.tally());
                batch.findings().forEach(finding -> wrong.add(sentence(finding)));
                if (write) {
                    batch.write(host);
                }
            }
        } catch (UnreadableFile e) {
            wrong.add(sentence(e.finding()));
        }
        return new CheckedFile(tally, wrong);
    }

    private static String sentence(Finding finding) {
        var column = finding.column() == null ? "" : finding.column().heading(RUSSIAN) + ": ";
        return finding.line() + " " + column + finding.fault().words(RUSSIAN, finding.given(), finding.expected());
    }
}
