package org.schoolcrm.persistence;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.schoolcrm.runtime.api.Migrations;

/** Billing's tables, brought up to date before anybody reads them, and SQL on them inside the caller's transaction. */
public final class BillingTables {

    private final Jdbi jdbi;
    private final IdBlocks ids;

    public BillingTables(DataSource dataSource, Migrations migrations, JdbiPlugin columns) {
        migrations.migrate("billing", BillingTables.class.getClassLoader());
        this.jdbi = Jdbi.create(dataSource).installPlugin(columns);
        jdbi.registerArrayType(Long.class, "bigint");
        this.ids = new IdBlocks(jdbi);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public IdBlocks ids() {
        return ids;
    }

    /** Writes the rows as one JDBC batch. */
    public <T> void writeAll(String sql, List<T> rows, RowBinder<T> binder) {
        if (rows.isEmpty()) {
            return;
        }
        try (var handle = jdbi.open();
                var statement = handle.getConnection().prepareStatement(sql)) {
            for (var row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new BatchFailed(rows.size(), e);
        }
    }

    /** Puts one row's values into the statement. */
    @FunctionalInterface
    public interface RowBinder<T> {

        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    /** A batch that the database refused; the cause says why. */
    private static final class BatchFailed extends RuntimeException {

        BatchFailed(int rows, SQLException cause) {
            super("A batch of " + rows + " rows was not written: " + cause.getMessage(), cause);
        }
    }
}
