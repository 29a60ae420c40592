package org.schoolcrm.persistence;

import static java.util.stream.Collectors.joining;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Migrations;

/** Billing's tables, brought up to date before anybody reads them, and SQL on them inside the caller's transaction. */
public final class BillingTables {

    private final DataSource dataSource;
    private final Jdbi jdbi;
    private final IdBlocks ids;
    private final String forChange;

    public BillingTables(DataSource dataSource, Migrations migrations, JdbiPlugin columns) {
        migrations.migrate("billing", BillingTables.class.getClassLoader());
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource).installPlugin(columns);
        jdbi.registerArrayType(Long.class, "bigint");
        this.ids = new IdBlocks(jdbi);
        var product = jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getDatabaseProductName));
        this.forChange = product.equals("PostgreSQL") ? " for no key update" : " for update";
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public IdBlocks ids() {
        return ids;
    }

    /**
     * Ends a query whose rows the caller changes, all but their keys: nobody else changes them meanwhile, but
     * PostgreSQL lets others add rows that lead to them, whose foreign keys would otherwise wait and could block.
     */
    public String forChange() {
        return forChange;
    }

    /** Writes the rows as one JDBC batch. */
    public <T> void writeAll(String sql, List<T> rows, RowBinder<T> binder) {
        if (rows.isEmpty()) {
            return;
        }
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new BatchFailed("written", rows.size(), e);
        }
    }

    /**
     * Reads what belongs to several keys. They are rows of values and no array, so that PostgreSQL keeps the plan.
     *
     * @param select what of which table is read, {@code from} not included
     * @param types of the values that make up a key, in the words of SQL
     * @param join gives the values names and joins the tables
     */
    public <R> List<R> readAll(
            String select, List<String> types, List<@Nullable Object[]> keys, String join, RowReader<R> reader) {
        if (keys.isEmpty()) {
            return List.of();
        }
        var first = types.stream().map(type -> "cast(? as " + type + ")").collect(joining(", ", "(", ")"));
        var other = ", (?" + ", ?".repeat(types.size() - 1) + ")";
        var sql = select + " from (values " + first + other.repeat(keys.size() - 1) + ") " + join;
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, keys);
            try (var rows = statement.executeQuery()) {
                return read(rows, reader);
            }
        } catch (SQLException e) {
            throw new BatchFailed("read", keys.size(), e);
        }
    }

    /**
     * Inserts, as one statement, those of the rows that are not there yet.
     *
     * @param into the table and its columns, in the order of a row's values
     * @param columns what of each new row is read
     */
    public <R> List<R> insertNew(String into, List<@Nullable Object[]> rows, RowReader<R> reader, String... columns) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var row = "(?" + ", ?".repeat(rows.get(0).length - 1) + ")";
        var sql = "insert into " + into + " values " + row + (", " + row).repeat(rows.size() - 1)
                + " on conflict do nothing";
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql, columns)) {
            bind(statement, rows);
            statement.executeUpdate();
            try (var added = statement.getGeneratedKeys()) {
                return read(added, reader);
            }
        } catch (SQLException e) {
            throw new BatchFailed("written", rows.size(), e);
        }
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object[]> rows) throws SQLException {
        int place = 0;
        for (var values : rows) {
            for (var value : values) {
                statement.setObject(++place, value);
            }
        }
    }

    private static <R> List<R> read(ResultSet rows, RowReader<R> reader) throws SQLException {
        var read = new ArrayList<R>();
        while (rows.next()) {
            read.add(reader.read(rows));
        }
        return read;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowReader<R> {

        R read(ResultSet row) throws SQLException;
    }

    /** Puts one row's values into the statement. */
    @FunctionalInterface
    public interface RowBinder<T> {

        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    /** A batch that the database refused; the cause says why. */
    private static final class BatchFailed extends RuntimeException {

        BatchFailed(String done, int rows, SQLException cause) {
            super("A batch of " + rows + " rows was not " + done + ": " + cause.getMessage(), cause);
        }
    }
}
