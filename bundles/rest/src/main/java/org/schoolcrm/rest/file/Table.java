package org.schoolcrm.rest.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
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

        public Table to(OutputStream out) throws IOException {
            return switch (this) {
                case CSV -> new CsvTable(out);
                case XLSX -> new XlsxTable(out);
            };
        }
    }
}
