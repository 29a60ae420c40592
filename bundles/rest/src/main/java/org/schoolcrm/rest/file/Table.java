package org.schoolcrm.rest.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file that a spreadsheet opens. Cells are text, {@link java.time.LocalDate},
 * {@link org.schoolcrm.money.Money} or null; text never becomes a formula there.
 */
public interface Table extends Closeable {

    void row(List<? extends @Nullable Object> cells) throws IOException;

    /** The files that can be written. */
    enum Format {
        CSV,
        XLSX;

        /** As a spreadsheet that is set to that language expects it. */
        public Table to(OutputStream out, Locale language) throws IOException {
            return switch (this) {
                case CSV -> new CsvTable(out, language);
                case XLSX -> new XlsxTable(out);
            };
        }
    }
}
