package org.schoolcrm.itests.karaf;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class MainJobOnH2IT extends MainJobContract {

    @Override
    void prepare(KarafProcess karaf) {}

    @Override
    Connection database(KarafProcess karaf) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + karaf.folder() + "/data/crm;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0",
                "crm",
                "");
    }
}
