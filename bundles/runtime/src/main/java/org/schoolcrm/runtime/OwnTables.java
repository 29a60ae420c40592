package org.schoolcrm.runtime;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.schoolcrm.runtime.api.Migrations;

/** The runtime's own tables, brought up to date before anybody reads them. */
public final class OwnTables {

    private final DataSource dataSource;
    private final Jdbi jdbi;

    public OwnTables(DataSource dataSource, Migrations migrations, JdbiPlugin columns) {
        migrations.migrate("runtime", OwnTables.class.getClassLoader());
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource).installPlugin(columns);
    }

    DataSource dataSource() {
        return dataSource;
    }

    Jdbi jdbi() {
        return jdbi;
    }
}
