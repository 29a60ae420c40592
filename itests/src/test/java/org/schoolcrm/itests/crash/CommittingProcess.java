package org.schoolcrm.itests.crash;

import java.sql.DriverManager;
import java.sql.SQLException;

/** Commits one row after the other and says so, until it is killed. */
final class CommittingProcess {

    private CommittingProcess() {}

    public static void main(String[] url) throws SQLException {
        try (var connection = DriverManager.getConnection(url[0], "crm", "")) {
            connection.createStatement().execute("create table if not exists acknowledged (id int primary key)");
            var rows = connection.createStatement().executeQuery("select coalesce(max(id), 0) from acknowledged");
            rows.next();
            int last = rows.getInt(1);
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement("insert into acknowledged values (?)")) {
                while (true) {
                    insert.setInt(1, ++last);
                    insert.executeUpdate();
                    connection.commit();
                    System.out.println(last);
                }
            }
        }
    }
}
