package org.schoolcrm.itests.crash;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** Reads tables as they are, by SQL and without a line of the product's code. */
public final class Rows {

    private Rows() {}

    public static List<Map<String, Object>> of(DataSource tables, String sql, Object... values) {
        try (var connection = tables.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<Map<String, Object>>();
            try (var rows = statement.executeQuery()) {
                var columns = rows.getMetaData();
                while (rows.next()) {
                    var row = new HashMap<String, Object>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        row.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), rows.getObject(i));
                    }
                    found.add(row);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long number(DataSource tables, String sql, Object... values) {
        var value = of(tables, sql, values).get(0).values().iterator().next();
        return value == null ? 0 : ((Number) value).longValue();
    }
}
