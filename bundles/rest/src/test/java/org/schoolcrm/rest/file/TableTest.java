package org.schoolcrm.rest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.money.Money;

/** Exported tables: readable by spreadsheets, harmless to them, and never held in memory. */
class TableTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+7", "-1", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "|x", "%x"})
    void text_never_becomes_a_formula(String text) {
        assertThat(CsvTable.harmless(text)).isEqualTo("'" + text);
    }

    @Test
    void plain_text_stays_as_it_is() {
        assertThat(CsvTable.harmless("Громова Ксения")).isEqualTo("Громова Ксения");
        assertThat(CsvTable.harmless("")).isEmpty();
    }

    @Test
    void a_csv_file_is_marked_as_utf_8_and_quotes_what_it_must() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var table = Table.Format.CSV.to(bytes, Locale.ENGLISH)) {
            table.row(Arrays.asList(
                    "ООО \"Ромашка\", Центр", Money.of("-1500.5", "RUB"), null, LocalDate.parse("2026-09-01")));
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\uFEFF\"ООО \"\"Ромашка\"\", Центр\",-1500.50,,2026-09-01\r\n");
    }

    @Test
    void a_russian_csv_file_parts_kopecks_by_a_comma_and_values_by_a_semicolon() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var table = Table.Format.CSV.to(bytes, Locale.forLanguageTag("ru"))) {
            table.row(List.of("Ромашка; Центр", Money.of("-1500.5", "RUB"), LocalDate.parse("2026-09-01")));
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\uFEFF\"Ромашка; Центр\";-1500,50;2026-09-01\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\ufffe", "\uffff", "\ud83d", "\ude00", "\u0085"})
    void a_workbook_holds_no_character_that_xml_lacks(String bad, @TempDir Path folder) throws IOException {
        var book = folder.resolve("book.xlsx");
        try (var table = Table.Format.XLSX.to(Files.newOutputStream(book), Locale.ENGLISH)) {
            table.row(List.of("a" + bad + "b\ud83d\ude00"));
        }

        assertThat(sheet(book)).contains("a b").doesNotContain(bad + "b");
    }

    @Test
    void a_workbook_holds_numbers_as_numbers_and_text_as_text(@TempDir Path folder) throws IOException {
        var book = folder.resolve("book.xlsx");
        try (var table = Table.Format.XLSX.to(Files.newOutputStream(book), Locale.ENGLISH)) {
            table.row(List.of("=1+1", Money.of("1500.5", "RUB"), LocalDate.parse("2026-09-01"), "a\u0001b"));
        }

        assertThat(sheet(book)).contains("<v>1500.50</v>", "=1+1", "a b").doesNotContain("<f>");
    }

    @ParameterizedTest
    @EnumSource(Table.Format.class)
    void a_hundred_thousand_rows_leave_as_they_are_written(Table.Format format) throws IOException {
        var sink = new Counter();
        long early;
        try (var table = format.to(sink, Locale.ENGLISH)) {
            for (int i = 0; i < 50_000; i++) {
                table.row(List.of("row " + i, Money.of("1.00", "RUB")));
            }
            early = sink.bytes;
            for (int i = 50_000; i < 100_000; i++) {
                table.row(List.of("row " + i, Money.of("1.00", "RUB")));
            }
        }

        assertThat(early).isGreaterThan(sink.bytes / 4);
    }

    @ParameterizedTest
    @EnumSource(Table.Format.class)
    @DisplayName("100,000 rows are written by a JVM with 20 MB of memory, which could not hold them")
    void a_hundred_thousand_rows_need_no_more_memory_than_a_few(Table.Format format) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var small = new ProcessBuilder(
                        java,
                        "-Xmx20m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HugeTable.class.getName(),
                        format.name())
                .redirectErrorStream(true)
                .start();

        var said = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(small.waitFor()).as(said).isZero();
    }

    /** Writes a file of the format named in its first argument, to nowhere. */
    static final class HugeTable {

        private HugeTable() {}

        public static void main(String[] format) throws IOException {
            try (var table = Table.Format.valueOf(format[0]).to(OutputStream.nullOutputStream(), Locale.ENGLISH)) {
                for (int i = 0; i < 100_000; i++) {
                    var link = "https://school.example/i/" + "x".repeat(22);
                    var day = LocalDate.ofEpochDay(i % 20_000);
                    table.row(Arrays.asList(
                            "1-2026-" + i, "Громова Ксения " + i, day, null, Money.ofMinor(i, "RUB"), link));
                }
            }
        }
    }

    private static String sheet(Path book) throws IOException {
        try (var zip = new ZipFile(book.toFile())) {
            var sheet = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"));
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Counter extends OutputStream {

        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] many, int from, int length) {
            bytes += length;
        }
    }
}
