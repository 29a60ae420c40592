package org.schoolcrm.host.demo.school;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.DateRange;

/** Values of columns that JDBC has no word for. */
final class Columns {

    private Columns() {}

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    /** The columns {@code begins} and {@code ends}. */
    static DateRange range(ResultSet row) throws SQLException {
        return new DateRange(row.getObject("begins", LocalDate.class), row.getObject("ends", LocalDate.class));
    }
}
