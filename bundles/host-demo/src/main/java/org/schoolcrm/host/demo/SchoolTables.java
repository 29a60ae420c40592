package org.schoolcrm.host.demo;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.schoolcrm.runtime.api.Migrations;

/** The school's tables, brought up to date before anybody reads them. */
public final class SchoolTables {

    private static final int BATCH = 10_000;

    private final Jdbi jdbi;

    public SchoolTables(DataSource dataSource, Migrations migrations, JdbiPlugin columns) {
        migrations.migrate("school", SchoolTables.class.getClassLoader());
        this.jdbi = Jdbi.create(dataSource).installPlugin(columns);
        jdbi.registerArrayType(Long.class, "bigint");
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Writes many rows; each row's values in the order of the statement. */
    public void insertAll(String sql, List<Object[]> rows) {
        try (var handle = jdbi.open();
                var statement = handle.getConnection().prepareStatement(sql)) {
            for (int i = 0; i < rows.size(); i++) {
                bind(statement, rows.get(i));
                statement.addBatch();
                if (i % BATCH == BATCH - 1) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("The rows were not written: " + e.getMessage(), e);
        }
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int column = 0; column < values.length; column++) {
            statement.setObject(column + 1, values[column]);
        }
    }
}
