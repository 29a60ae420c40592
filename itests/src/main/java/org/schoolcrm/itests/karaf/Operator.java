package org.schoolcrm.itests.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.rmi.NoSuchObjectException;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** An operator at the management interface: stops, starts and updates bundles, installs and removes features. */
public record Operator(int registryPort, int serverPort, String user, String password) {

    static final String PASSWORD = "only-for-tests";

    /** What goes into {@code etc/users.properties} so that the tests may come in. */
    static final String ROLES = PASSWORD + ",admin,manager,viewer,ssh";

    /** A bundle of ours, by the name of its folder. */
    public void stop(String bundle) {
        invoke("bundle", "stop", id(bundle));
    }

    public void start(String bundle) {
        invoke("bundle", "start", id(bundle));
    }

    /** Takes the bundle's file in anew, as an update with a new build does. */
    public void update(String bundle) {
        var number = id(bundle);
        connected(server -> String.valueOf(
                server.invoke(mbean(server, "bundle"), "update", new Object[] {number, true}, new String[] {
                    String.class.getName(), boolean.class.getName()
                })));
    }

    public void install(String feature) {
        invoke("feature", "installFeature", feature);
    }

    public void uninstall(String feature) {
        invoke("feature", "uninstallFeature", feature);
    }

    /** Ends the container in good order, which may be gone before the connection to it is closed. */
    public void halt() {
        try {
            connected(server -> String.valueOf(server.invoke(mbean(server, "system"), "halt", null, null)));
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchObjectException)) {
                throw e;
            }
        }
    }

    public String stateOf(String bundle) {
        return (String) row(bundle).get("State");
    }

    /** Takes it away altogether; the answer is where it was installed from. */
    public String remove(String bundle) {
        var from = (String) row(bundle).get("Location");
        invoke("bundle", "uninstall", id(bundle));
        return from;
    }

    /** Installs and starts what was removed. */
    public void add(String location) {
        connected(server -> String.valueOf(
                server.invoke(mbean(server, "bundle"), "install", new Object[] {location, true}, new String[] {
                    String.class.getName(), boolean.class.getName()
                })));
    }

    /** The symbolic names of all bundles with their numbers and states. */
    public Map<String, String> bundles() {
        return connected(server -> {
            var found = new TreeMap<String, String>();
            for (var value : ((TabularData) server.getAttribute(mbean(server, "bundle"), "Bundles")).values()) {
                var row = (CompositeData) value;
                found.put((String) row.get("Symbolic Name"), row.get("ID") + " " + row.get("State"));
            }
            return found;
        });
    }

    /** How many live objects of a class there are, after a full collection. */
    public long alive(String className) {
        return histogram(className, 1);
    }

    /** How many bytes the live objects of a class take, after a full collection. */
    public long bytes(String className) {
        return histogram(className, 2);
    }

    private long histogram(String className, int column) {
        var histogram = connected(server -> (String) server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()}));
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(className))
                .mapToLong(columns -> Long.parseLong(columns[column]))
                .sum();
    }

    /** Hears of every bundle that starts or stops until it is closed. */
    public BundleWatch watch() {
        return new BundleWatch(this);
    }

    private String id(String bundle) {
        return String.valueOf(row(bundle).get("ID"));
    }

    private Map<String, Object> row(String bundle) {
        var name = "org.schoolcrm." + bundle.replace('-', '.');
        return connected(server -> {
            var bundles = (TabularData) server.getAttribute(mbean(server, "bundle"), "Bundles");
            for (var value : bundles.values()) {
                var row = (CompositeData) value;
                if (name.equals(row.get("Symbolic Name"))) {
                    return Map.of(
                            "ID", row.get("ID"), "State", row.get("State"), "Location", row.get("Update Location"));
                }
            }
            throw new AssertionError("There is no bundle " + name);
        });
    }

    private void invoke(String type, String operation, String argument) {
        connected(server -> {
            var signature = new String[] {String.class.getName()};
            return String.valueOf(server.invoke(mbean(server, type), operation, new Object[] {argument}, signature));
        });
    }

    @SuppressWarnings("BanJNDI")
    JMXConnector connect() throws IOException {
        var address =
                "service:jmx:rmi://127.0.0.1:" + serverPort + "/jndi/rmi://127.0.0.1:" + registryPort + "/karaf-root";
        return JMXConnectorFactory.connect(
                new JMXServiceURL(address), Map.of("jmx.remote.credentials", new String[] {user, password}));
    }

    private <T> T connected(Work<T> work) {
        try (var connector = connect()) {
            return work.with(connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectName mbean(MBeanServerConnection server, String type) throws IOException, JMException {
        return server.queryNames(new ObjectName("org.apache.karaf:type=" + type + ",*"), null)
                .iterator()
                .next();
    }

    private interface Work<T> {

        T with(MBeanServerConnection server) throws IOException, JMException;
    }
}
