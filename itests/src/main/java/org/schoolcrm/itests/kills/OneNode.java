package org.schoolcrm.itests.kills;

import java.io.IOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.schoolcrm.itests.karaf.Browser;
import org.schoolcrm.itests.karaf.KarafProcess;

/** A node on its own H2 file, and a mail server's book in this process, which no kill reaches. */
public final class OneNode implements AutoCloseable {

    private final SmtpLog mail = new SmtpLog();
    private final KarafProcess node;

    public OneNode(String name, int customers) {
        this.node = new KarafProcess(name)
                .set("CRM_SMTP_PORT", Integer.toString(mail.port()))
                .set("CRM_DEMO_CUSTOMERS", Integer.toString(customers));
    }

    public OneNode start() {
        node.start();
        return this;
    }

    public Browser admin() {
        return new Browser(node.home()).logIn("admin");
    }

    public URI home() {
        return node.home();
    }

    public void kill() {
        node.kill();
    }

    public void startAgain() {
        node.launch();
        node.awaitOpen();
    }

    /** How often each message was taken, by our reference. */
    public Map<String, Integer> taken() {
        return mail.taken();
    }

    /** While the node is down: the references of messages of which it knows that they may have been sent. */
    public Set<String> knownOnWire() throws SQLException {
        var known = new TreeSet<String>();
        try (var connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + node.folder()
                                + "/data/crm;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0",
                        "crm",
                        "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from message where on_wire_at is not null")) {
            while (rows.next()) {
                known.add("o-" + rows.getLong(1));
            }
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        node.close();
        mail.close();
    }
}
