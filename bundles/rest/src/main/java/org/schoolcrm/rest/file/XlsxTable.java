package org.schoolcrm.rest.file;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/** A table as a workbook of one sheet; what is written is let go of every few hundred rows. */
final class XlsxTable implements Table {

    private static final int HELD = 500;
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x7e\\x{a0}-\\x{d7ff}\\x{e000}-\\x{fffd}\\x{10000}-\\x{10ffff}]");

    private final Workbook book;
    private final Worksheet sheet;
    private int row;

    XlsxTable(OutputStream out) {
        book = new Workbook(out, "School CRM Billing", "1.0");
        sheet = book.newWorksheet("1");
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            put(column, cells.get(column));
        }
        row++;
        if (row % HELD == 0) {
            sheet.flush();
        }
    }

    @Override
    public void close() throws IOException {
        book.finish();
        book.close();
    }

    /** Text is a typed cell here, which no spreadsheet computes; it is not shared, because sharing means remembering. */
    private void put(int column, @Nullable Object cell) {
        if (cell instanceof Money money) {
            sheet.value(row, column, new BigDecimal(money.toDecimal()));
            sheet.style(row, column).format("#,##0.00").set();
        } else if (cell instanceof LocalDate day) {
            sheet.value(row, column, day);
            sheet.style(row, column).format("dd.mm.yyyy").set();
        } else if (cell != null) {
            sheet.inlineString(row, column, printable(cell.toString()));
        }
    }

    /** A blank in the place of what XML cannot hold: control characters, halves of a pair, non-characters. */
    private static String printable(String text) {
        return NO_XML.matcher(text).replaceAll(" ");
    }
}
