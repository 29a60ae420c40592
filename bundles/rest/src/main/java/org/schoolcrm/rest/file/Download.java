package org.schoolcrm.rest.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.rest.http.Parameters;

/** A table on its way to a file, row by row, so that its size does not matter. */
public record Download(String file, String type, Table.Format format, Locale language, Content content) {

    public static final String CSV = "text/csv";
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** Puts the rows into the table. */
    @FunctionalInterface
    public interface Content {

        void into(Table table) throws IOException;
    }

    public static Download of(String name, String format, Locale language, Content content) {
        var known = Parameters.choice("format", format, Table.Format.class);
        if (known == null) {
            throw CommonProblem.PARAMETER_INVALID.refuse("format");
        }
        return switch (known) {
            case CSV -> new Download(name + ".csv", CSV + ";charset=UTF-8", known, language, content);
            case XLSX -> new Download(name + ".xlsx", XLSX, known, language, content);
        };
    }

    void write(OutputStream out) throws IOException {
        try (var table = format.to(out, language)) {
            content.into(table);
        }
    }
}
