package org.schoolcrm.rest.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * A table as separated values in UTF-8, with the mark by which spreadsheets tell that it is. Where a comma parts the
 * kopecks, as in Russian, spreadsheets expect semicolons between the values.
 */
final class CsvTable implements Table {

    private static final String FORMULA_BEGINS = "=+-@\t\r\n|%";

    private final CsvWriter csv;
    private final boolean hasDecimalComma;

    CsvTable(OutputStream out, Locale language) throws IOException {
        hasDecimalComma = DecimalFormatSymbols.getInstance(language).getDecimalSeparator() == ',';
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write('\uFEFF');
        csv = CsvWriter.builder().fieldSeparator(hasDecimalComma ? ';' : ',').build(text);
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) {
        csv.writeRecord(cells.stream().map(this::text).toList());
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof Money money) {
            return hasDecimalComma ? money.toDecimal().replace('.', ',') : money.toDecimal();
        }
        return harmless(cell.toString());
    }

    /** A spreadsheet takes text that begins like a formula for one; an apostrophe says that it is none. */
    static String harmless(String text) {
        return isLikeFormula(text) || isLikeFormula(text.strip()) ? "'" + text : text;
    }

    private static boolean isLikeFormula(String text) {
        return !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0;
    }
}
