package org.schoolcrm.itests.karaf;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.schoolcrm.runtime.testkit.TestDatabase;

class MainJobOnPostgresIT extends MainJobContract {

    private final TestDatabase postgres = TestDatabase.postgres();

    @Override
    void prepare(KarafProcess karaf) {
        karaf.set("CRM_DB_DRIVER", "PostgreSQL JDBC Driver")
                .set("CRM_DB_URL", postgres.url())
                .set("CRM_DB_USER", "postgres");
    }

    @Override
    Connection database(KarafProcess karaf) throws SQLException {
        return DriverManager.getConnection(postgres.url());
    }
}
