package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What an operator sees of a command. */
final class Screen {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^(\\d+)\\s+[│|]");

    private Screen() {}

    static String said(Consumer<PrintStream> command) {
        var bytes = new ByteArrayOutputStream();
        command.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The number in the first cell of the first row. */
    static long id(String table) {
        var cell = FIRST_CELL.matcher(table);
        assertThat(cell.find()).as(table).isTrue();
        return Long.parseLong(cell.group(1));
    }
}
