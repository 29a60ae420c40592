package org.schoolcrm.runtime.testkit;

import java.util.Map;
import javax.persistence.EntityManagerFactory;
import javax.persistence.Persistence;
import javax.sql.DataSource;
import javax.transaction.TransactionManager;
import org.eclipse.persistence.platform.server.ServerPlatformBase;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.ExternalTransactionController;
import org.eclipse.persistence.transaction.JTATransactionController;

/** A persistence unit on a {@link TestDatabase}, inside JTA as in the container. */
public final class TestJpa {

    private TestJpa() {}

    public static EntityManagerFactory factory(String unit, TestDatabase database) {
        return factory(unit, database, database.dataSource());
    }

    /** The same through a data source of the test's own, which leads to that database. */
    public static EntityManagerFactory factory(String unit, TestDatabase database, DataSource dataSource) {
        return Persistence.createEntityManagerFactory(
                unit,
                Map.of(
                        "javax.persistence.jtaDataSource",
                        dataSource,
                        "eclipselink.target-server",
                        Platform.class.getName(),
                        "eclipselink.session-name",
                        unit + database.name(),
                        "eclipselink.weaving",
                        "false"));
    }

    /** Tells EclipseLink where the transactions are. */
    public static final class Platform extends ServerPlatformBase {

        public Platform(DatabaseSession session) {
            super(session);
            disableRuntimeServices();
        }

        @Override
        public Class<? extends ExternalTransactionController> getExternalTransactionControllerClass() {
            return Controller.class;
        }
    }

    /** The transaction manager that all test databases share. */
    public static final class Controller extends JTATransactionController {

        @Override
        protected TransactionManager acquireTransactionManager() {
            return TestDatabase.sharedTransactionManager();
        }
    }
}
