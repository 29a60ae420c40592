package org.schoolcrm.itests.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A copy of every table inside the database itself, from which tables are put back in milliseconds. */
final class Snapshot {

    private final TestDatabase database;
    private final List<String> tables;

    private Snapshot(TestDatabase database, List<String> tables) {
        this.database = database;
        this.tables = tables;
    }

    static Snapshot of(TestDatabase database) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            var tables = tables(connection);
            statement.execute("create schema snapshot");
            for (var table : tables) {
                statement.execute("create table snapshot." + table + " as select * from " + table);
            }
            return new Snapshot(database, tables);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void restore(Collection<String> changed) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            rules(statement, false);
            for (var table : tables) {
                if (changed.contains(table)) {
                    statement.execute("delete from " + table);
                    statement.execute(
                            "insert into " + table + " overriding system value select * from snapshot." + table);
                }
            }
            rules(statement, true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Foreign keys and triggers. */
    private void rules(Statement statement, boolean count) throws SQLException {
        statement.execute(
                database.isPostgres()
                        ? "set session_replication_role = " + (count ? "origin" : "replica")
                        : "set referential_integrity " + count);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var found = new ArrayList<String>();
        try (var rows =
                connection.getMetaData().getTables(null, "public", null, new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                found.add(rows.getString("TABLE_NAME"));
            }
        }
        return found;
    }
}
